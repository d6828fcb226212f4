tls = "ELBSecurityPolicy-2016-08"
