locals {
  policies = {
    prod = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    dev  = "ELBSecurityPolicy-2016-08"
  }
  family = "ELBSecurityPolicy-TLS13"
  one    = local.other
  other  = local.one
  test   = false
}

resource "aws_lb_listener" "by_key" {
  protocol   = "HTTPS"
  ssl_policy = local.policies[var.environment]
}

resource "aws_lb_listener" "by_known_key" {
  protocol   = "HTTPS"
  ssl_policy = local.policies.prod
}

resource "aws_lb_listener" "missing" {
  protocol   = "HTTPS"
  ssl_policy = local.policies["test"]
}

resource "aws_lb_listener" "variable" {
  protocol   = "HTTPS"
  ssl_policy = var.policy
}

resource "aws_lb_listener" "loaded" {
  protocol   = "HTTPS"
  ssl_policy = var.loaded
}

resource "aws_lb_listener" "cycle" {
  protocol   = "HTTPS"
  ssl_policy = local.one
}

resource "aws_lb_listener" "template" {
  protocol   = "HTTPS"
  ssl_policy = "${local.family}-1-2-2021-06"
}

resource "aws_lb_listener" "half_a_template" {
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-${var.version_of_it}"
}

resource "aws_lb_listener" "condition" {
  protocol   = "HTTPS"
  ssl_policy = var.fips ? "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04" : null
}

resource "aws_lb_listener" "known_condition" {
  protocol   = "HTTPS"
  ssl_policy = local.test == false ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : "ELBSecurityPolicy-2016-08"
}

resource "aws_lb_listener" "by_protocol" {
  protocol   = var.protocol
  ssl_policy = var.protocol == "HTTP" ? "" : "ELBSecurityPolicy-2016-08"
}

resource "aws_lb_listener" "half_known" {
  protocol   = "HTTPS"
  ssl_policy = var.fips ? "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04" : data.aws_ssm_parameter.policy.value
}

resource "aws_lb_listener" "coalesce" {
  protocol   = "HTTPS"
  ssl_policy = coalesce(var.nothing, "ELBSecurityPolicy-2016-08")
}

resource "aws_lb_listener" "lookup" {
  protocol   = "HTTPS"
  ssl_policy = lookup(local.policies, terraform.workspace, "ELBSecurityPolicy-FS-2018-06")
}

resource "aws_lb_listener" "lookup_missing" {
  protocol   = "HTTPS"
  ssl_policy = lookup(local.policies, "test", "ELBSecurityPolicy-FS-2018-06")
}

resource "aws_lb_listener" "merge" {
  protocol   = "HTTPS"
  ssl_policy = merge(local.policies, { dev = "ELBSecurityPolicy-FS-2018-06" })["dev"]
}

resource "aws_lb_listener" "merge_unknown" {
  protocol   = "HTTPS"
  ssl_policy = merge(local.policies, var.more)["dev"]
}

resource "aws_lb_listener" "null" {
  protocol   = "HTTPS"
  ssl_policy = null
}

resource "aws_lb_listener" "list" {
  protocol   = "HTTPS"
  ssl_policy = ["ELBSecurityPolicy-2016-08"]
}

resource "aws_lb_listener" "none" {
  count      = 0
  protocol   = "HTTPS"
  ssl_policy = "ELBSecurityPolicy-2016-08"
}
