{{/* The name of everything this release makes. */}}
{{- define "slo-watchdog.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Who this watchdog is: in metrics, alerts, and its keys in Redis. */}}
{{- define "slo-watchdog.watchdogName" -}}
{{- default .Release.Name .Values.watchdogName -}}
{{- end -}}

{{- define "slo-watchdog.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "slo-watchdog.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "slo-watchdog.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "slo-watchdog.labels" -}}
{{ include "slo-watchdog.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The metadata of an object; takes the chart and what follows the name. */}}
{{- define "slo-watchdog.metadata" -}}
{{- $root := index . 0 -}}
{{- $of := index . 1 -}}
name: {{ include "slo-watchdog.fullname" $root }}
labels:
  {{- include "slo-watchdog.labels" $root | nindent 2 }}
  {{- with $of.labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with $of.annotations }}
annotations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
