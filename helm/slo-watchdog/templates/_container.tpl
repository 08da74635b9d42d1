{{/* The container, without what depends on where it runs. */}}
{{- define "slo-watchdog.container" -}}
name: slo-watchdog
{{- with .Values.image }}
image: {{ if .digest }}{{ printf "%s@%s" .repository .digest | quote }}{{ else }}{{ printf "%s:%s" .repository (.tag | default $.Chart.AppVersion) | quote }}{{ end }}
imagePullPolicy: {{ .pullPolicy }}
{{- end }}
args:
  - run
  - --config
  - {{ printf "/etc/slo-watchdog/config/%s" .Values.configFile | quote }}
  {{- if .Values.watchConfig }}
  - --watch-config
  {{- end }}
env:
  {{- range $name, $value := include "slo-watchdog.env" . | fromYaml }}
  {{- if not (hasKey $.Values.secretEnv $name) }}
  - {name: {{ $name }}, value: {{ $value | quote }}}
  {{- end }}
  {{- end }}
  {{- range $name, $from := .Values.secretEnv }}
  - {name: {{ $name }}, valueFrom: {secretKeyRef: {name: {{ $from.name | quote }}, key: {{ $from.key | quote }}}}}
  {{- end }}
  {{- with .Values.env }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
ports:
  - {name: watchdog, containerPort: {{ .Values.port }}, protocol: TCP}
# Alive: the loop ticks. A watchdog that cannot reach Prometheus or Redis is alive, says so, and must not be restarted for it. There is no
# startup probe: it waits some seconds for the bot's build, and a native sidecar would hold back the very bot that it waits for.
livenessProbe:
  httpGet: {path: /-/healthy, port: watchdog, scheme: {{ .Values.scheme }}}
  initialDelaySeconds: 60
  periodSeconds: 10
  timeoutSeconds: 3
resources: {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  runAsNonRoot: true
  {{- with .Values.runAsUser }}
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  {{- end }}
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

{{/* What the shipped configurations read from the environment. */}}
{{- define "slo-watchdog.env" -}}
SLO_WATCHDOG_NAME: {{ include "slo-watchdog.watchdogName" . | quote }}
SLO_WATCHDOG_PHASE: {{ .Values.phase | quote }}
SLO_WATCHDOG_STOP_MODE: {{ .Values.stopMode | quote }}
SLO_WATCHDOG_LISTEN: {{ printf "0.0.0.0:%v" .Values.port | quote }}
PROMETHEUS_URL: {{ .Values.prometheusUrl | quote }}
REDIS_URL: {{ .Values.redisUrl | quote }}
BOT_URL: {{ .Values.botUrl | default (eq .Values.mode "sidecar" | ternary "http://localhost:8090" "http://vanta-bot:8090") | quote }}
{{- end -}}

{{- define "slo-watchdog.readiness" -}}
readinessProbe:
  httpGet: {path: /-/ready, port: watchdog, scheme: {{ .Values.scheme }}}
  periodSeconds: 5
  timeoutSeconds: 3
{{- end -}}
