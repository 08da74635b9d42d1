{{/* The container, without a readiness probe. */}}
{{- define "slo-watchdog.container" -}}
name: slo-watchdog
image: {{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
args: [run, --config, {{ printf "/etc/slo-watchdog/config/%s" .Values.configFile | quote }}]
env:
  - {name: SLO_WATCHDOG_NAME, value: {{ .Values.watchdogName | default .Release.Name | quote }}}
  - {name: SLO_WATCHDOG_PHASE, value: {{ .Values.phase | quote }}}
  - {name: SLO_WATCHDOG_STOP_MODE, value: {{ .Values.stopMode | quote }}}
  - {name: SLO_WATCHDOG_LISTEN, value: {{ printf "0.0.0.0:%v" .Values.port | quote }}}
  - {name: PROMETHEUS_URL, value: {{ .Values.prometheusUrl | quote }}}
  - {name: REDIS_URL, value: {{ .Values.redisUrl | quote }}}
  - {name: BOT_URL, value: {{ .Values.botUrl | quote }}}
  {{- with .Values.env }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
ports:
  - {name: watchdog, containerPort: {{ .Values.port }}}
# Alive: the loop ticks. A watchdog that cannot reach Prometheus or Redis is alive, says so, and must not be restarted for it.
livenessProbe:
  httpGet: {path: /-/healthy, port: watchdog, scheme: {{ .Values.scheme }}}
  initialDelaySeconds: 10
  periodSeconds: 10
  timeoutSeconds: 3
resources: {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  readOnlyRootFilesystem: true
  allowPrivilegeEscalation: false
  capabilities: {drop: [ALL]}
  seccompProfile: {type: RuntimeDefault}
volumeMounts:
  - {name: slo-watchdog-config, mountPath: /etc/slo-watchdog, readOnly: true}
  - {name: slo-watchdog-tmp, mountPath: /tmp}
  - {name: slo-watchdog-journal, mountPath: /var/lib/slo-watchdog}
  {{- if .Values.secretName }}
  - {name: slo-watchdog-secrets, mountPath: /run/secrets/slo-watchdog, readOnly: true}
  {{- end }}
{{- end -}}

{{- define "slo-watchdog.readiness" -}}
readinessProbe:
  httpGet: {path: /-/ready, port: watchdog, scheme: {{ .Values.scheme }}}
  periodSeconds: 5
  timeoutSeconds: 3
{{- end -}}

{{/* For the bot's own chart: one item of spec.containers. */}}
{{- define "slo-watchdog.sidecar" -}}
- {{ include "slo-watchdog.container" . | indent 2 | trim }}
{{- if .Values.sidecar.readinessProbe }}
  {{- include "slo-watchdog.readiness" . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* For the bot's own chart: the items of spec.volumes that the container needs. */}}
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
{{- if .Values.journalClaim }}
  persistentVolumeClaim: {claimName: {{ .Values.journalClaim }}}
{{- else }}
  emptyDir: {sizeLimit: 1Gi}
{{- end }}
{{- if .Values.secretName }}
- name: slo-watchdog-secrets
  secret: {secretName: {{ .Values.secretName }}}
{{- end }}
{{- end -}}

{{/* Name to content; what the values give wins over what is shipped. */}}
{{- define "slo-watchdog.configFiles" -}}
{{- $files := dict -}}
{{- range $path, $_ := .Files.Glob "files/config/*.yaml" -}}
{{- $_ := set $files (base $path) ($.Files.Get $path) -}}
{{- end -}}
{{- merge (deepCopy .Values.extraConfig) $files | toYaml -}}
{{- end -}}

{{- define "slo-watchdog.ruleFiles" -}}
{{- $files := dict -}}
{{- range $path, $_ := .Files.Glob "files/rules/*.yaml" -}}
{{- $_ := set $files (base $path) ($.Files.Get $path) -}}
{{- end -}}
{{- merge (deepCopy .Values.extraRules) $files | toYaml -}}
{{- end -}}
