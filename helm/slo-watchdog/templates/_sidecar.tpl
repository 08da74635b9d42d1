{{/*
For the bot's own chart. Each takes the chart as its parent sees it: (index .Subcharts "slo-watchdog")

  slo-watchdog.nativeSidecar   one item of spec.initContainers (Kubernetes 1.29 or later): starts before the bot and ends after it
  slo-watchdog.sidecar         one item of spec.containers: beside the bot
  slo-watchdog.volumes         the items of spec.volumes that either needs
  slo-watchdog.checksum        for an annotation of the pod, so that a changed configuration starts a new one
*/}}
{{- define "slo-watchdog.nativeSidecar" -}}
{{- if semverCompare "<1.29.0-0" .Capabilities.KubeVersion.Version -}}
{{- fail (printf "a native sidecar needs Kubernetes 1.29 or later, and this is %s; use slo-watchdog.sidecar" .Capabilities.KubeVersion.Version) -}}
{{- end -}}
- restartPolicy: Always
  {{- include "slo-watchdog.beside" . | nindent 2 }}
{{- end -}}

{{- define "slo-watchdog.sidecar" -}}
- {{ include "slo-watchdog.beside" . | indent 2 | trim }}
{{- end -}}

{{- define "slo-watchdog.beside" -}}
{{ include "slo-watchdog.container" . }}
{{- if .Values.sidecar.readinessProbe }}
{{ include "slo-watchdog.readiness" . }}
{{- end }}
{{- end -}}

{{- define "slo-watchdog.volumes" -}}
- name: slo-watchdog-config
  configMap:
    name: {{ include "slo-watchdog.fullname" . }}
    items:
    {{- range $file, $_ := include "slo-watchdog.configFiles" . | fromYaml }}
      - {key: {{ printf "config.%s" $file }}, path: {{ printf "config/%s" $file }}}
    {{- end }}
    {{- range $file, $_ := include "slo-watchdog.ruleFiles" . | fromYaml }}
      - {key: {{ printf "rules.%s" $file }}, path: {{ printf "rules/%s" $file }}}
    {{- end }}
- name: slo-watchdog-tmp
  emptyDir: {sizeLimit: 16Mi}
- name: slo-watchdog-journal
{{- if .Values.journal.existingClaim }}
  persistentVolumeClaim: {claimName: {{ .Values.journal.existingClaim }}}
{{- else if .Values.journal.create }}
  persistentVolumeClaim: {claimName: {{ include "slo-watchdog.fullname" . }}}
{{- else }}
  emptyDir: {sizeLimit: {{ .Values.journal.size }}}
{{- end }}
{{- if .Values.secretName }}
- name: slo-watchdog-secrets
  secret: {secretName: {{ .Values.secretName }}}
{{- end }}
{{- end -}}
