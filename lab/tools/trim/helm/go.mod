module helm.sh/helm/v3

go 1.24

require k8s.io/cli-runtime v0.36.3
