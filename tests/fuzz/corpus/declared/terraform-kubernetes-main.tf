resource "helm_release" "controller" {
  set {
    name  = "defaultSSLPolicy"
    value = "ELBSecurityPolicy-2016-08"
  }
}

resource "helm_release" "shop" {
  values = [yamlencode({
    ingress = {
      annotations = {
        "alb.ingress.kubernetes.io/listen-ports" = "[{\"HTTP\": 80}, {\"HTTPS\": 8443}]"
        "alb.ingress.kubernetes.io/ssl-policy"   = var.policy
      }
    }
  })]
}

resource "kubernetes_ingress_v1" "web" {
  metadata {
    annotations = {
      "alb.ingress.kubernetes.io/listen-ports"    = jsonencode([{ HTTPS = 443 }])
      "alb.ingress.kubernetes.io/certificate-arn" = var.certificate
    }
  }
}

resource "kubernetes_ingress_v1" "plain" {
  metadata {
    annotations = {
      "alb.ingress.kubernetes.io/listen-ports" = "[{\"HTTP\": 80}]"
    }
  }
}

resource "kubernetes_service" "tcp" {
  metadata {
    annotations = {
      "service.beta.kubernetes.io/aws-load-balancer-type"                   = "external"
      "service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy" = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    }
  }
}

resource "kubernetes_manifest" "web" {
  manifest = {
    kind     = "Ingress"
    metadata = { annotations = merge(local.annotations, { a = "b" }) }
  }
}

locals {
  annotations = {
    "alb.ingress.kubernetes.io/ssl-policy" = "ELBSecurityPolicy-FS-2018-06"
  }
}

variable "annotations" {
  default = {
    "alb.ingress.kubernetes.io/ssl-policy" = "ELBSecurityPolicy-2016-08"
  }
}
