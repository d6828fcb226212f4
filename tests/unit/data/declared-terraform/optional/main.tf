variable "listeners" {
  type = map(object({
    port       = number
    protocol   = optional(string, "HTTPS")
    ssl_policy = optional(string, "ELBSecurityPolicy-2015-05")
    alternate  = optional(string)
  }))
  default = {
    web  = { port = 443 }
    api  = { port = 8443, ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" }
    null = { port = 9443, ssl_policy = null }
  }
}

resource "aws_lb_listener" "each" {
  for_each = var.listeners

  port       = each.value.port
  protocol   = each.value.protocol
  ssl_policy = each.value.ssl_policy
}

resource "aws_lb_listener" "coalesced" {
  for_each = { for k, v in var.listeners : k => v }

  port       = each.value.port
  protocol   = each.value.protocol
  ssl_policy = coalesce(each.value.alternate, "ELBSecurityPolicy-FS-2018-06")
}

variable "settings" {
  type = object({
    tls = optional(object({ policy = optional(string, "ELBSecurityPolicy-TLS-1-2-2017-01") }), {})
    all = optional(list(object({ policy = optional(string) })), [{}])
  })
  default = {}
}

resource "aws_lb_listener" "nested" {
  port       = 1
  protocol   = "TLS"
  ssl_policy = var.settings.tls.policy
}

resource "aws_lb_listener" "nothing" {
  port       = 2
  protocol   = "TLS"
  ssl_policy = var.settings.all[0].policy
}

resource "aws_lb_listener" "wrong" {
  port       = 3
  protocol   = "TLS"
  ssl_policy = var.settings.none
}
