variable "listeners" {
  default = {
    api = { port = 8443, policy = "ELBSecurityPolicy-2016-08" }
  }
}

resource "aws_lb_listener" "known" {
  for_each = {
    a = { port = 443, policy = "ELBSecurityPolicy-2016-08" }
    b = { port = 444 }
  }

  port       = each.value.port
  protocol   = "HTTPS"
  ssl_policy = try(each.value.policy, "ELBSecurityPolicy-TLS13-1-2-2021-06")
}

resource "aws_lb_listener" "set" {
  for_each = toset(["ELBSecurityPolicy-FS-2018-06", "ELBSecurityPolicy-2016-08"])

  protocol   = "HTTPS"
  ssl_policy = each.key
}

resource "aws_lb_listener" "variable" {
  for_each = var.listeners

  port       = each.value.port
  protocol   = "HTTPS"
  ssl_policy = each.value.policy
}

resource "aws_lb_listener" "unknown" {
  for_each = var.unknown

  port       = each.value.port
  protocol   = "HTTPS"
  ssl_policy = each.value.policy
}

resource "aws_lb_listener" "made" {
  for_each = { for k, v in var.unknown : k => v if v.tls }

  protocol   = "HTTPS"
  ssl_policy = lookup(each.value, "policy", "ELBSecurityPolicy-2016-08")

  dynamic "default_action" {
    for_each = [1]
    content {
      type = "redirect"
      redirect {
        protocol = "HTTPS"
      }
    }
  }
}
