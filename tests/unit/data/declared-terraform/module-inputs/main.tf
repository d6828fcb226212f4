module "old" {
  source  = "terraform-aws-modules/alb/aws"
  version = "~> 8.7"

  https_listeners = [
    { port = 443, certificate_arn = "x" },
    { port = 444, certificate_arn = "x", ssl_policy = "ELBSecurityPolicy-FS-2018-06" },
  ]
  http_tcp_listeners = [
    { port = 80, protocol = "HTTP", action_type = "redirect", redirect = { protocol = "HTTPS" } },
  ]
  listener_ssl_policy_default = "ELBSecurityPolicy-2016-08"
}

module "nine" {
  source  = "terraform-aws-modules/alb/aws"
  version = ">= 9.0, < 10.0"

  listeners = {
    http  = { port = 80, protocol = "HTTP", redirect = { port = "443", protocol = "HTTPS" } }
    https = { port = 443, protocol = "HTTPS" }
    other = { port = 444, protocol = "HTTPS", ssl_policy = "ELBSecurityPolicy-2016-08" }
  }
}

module "ten" {
  source             = "terraform-aws-modules/alb/aws"
  version            = ">= 9.0"
  load_balancer_type = "network"

  listeners = merge({ tls = { port = 443, protocol = "TLS" } }, var.more)
}

module "by_git" {
  source = "git::https://github.com/terraform-aws-modules/terraform-aws-alb.git?ref=v10.1.0"

  listeners = {
    https = { port = 443, protocol = "HTTPS" }
  }
}

module "cloudposse" {
  source  = "cloudposse/alb/aws"
  version = "1.11.1"

  https_enabled = true
  http_redirect = true
}

module "cloudposse_set" {
  source           = "cloudposse/alb/aws"
  http_enabled     = false
  https_enabled    = var.https
  https_port       = 8443
  https_ssl_policy = "ELBSecurityPolicy-2016-08"
}

module "elsewhere" {
  source     = "git::https://example.org/alb.git"
  ssl_policy = "ELBSecurityPolicy-2016-08"
  settings   = { tls_policy = var.a == "ELBSecurityPolicy-FS-2018-06" ? "ELBSecurityPolicy-TLS13-1-3-2021-06" : null }
}

module "eight" {
  source  = "terraform-aws-modules/alb/aws"
  version = "~> 8.7"

  https_listeners = [{ port = 8443, certificate_arn = var.certificate }]
}

module "common" {
  source           = "terraform-aws-modules/alb/aws"
  default_protocol = "HTTPS"
  default_port     = 9443

  listeners = { shop = { certificate_arn = var.certificate } }
}
