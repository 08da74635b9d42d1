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

{{/* For an annotation of the pod: a changed configuration starts a new one. */}}
{{- define "slo-watchdog.checksum" -}}
{{- print (include "slo-watchdog.configFiles" .) (include "slo-watchdog.ruleFiles" .) | sha256sum -}}
{{- end -}}

{{/* A file of the mixin; one that this chart was built without is said, and not left out. */}}
{{- define "slo-watchdog.mixin" -}}
{{- $root := index . 0 -}}
{{- $path := printf "files/mixin/%s" (index . 1) -}}
{{- $text := $root.Files.Get $path -}}
{{- if not $text -}}
{{- fail (printf "this chart was packaged without %s" $path) -}}
{{- end -}}
{{- $text -}}
{{- end -}}
