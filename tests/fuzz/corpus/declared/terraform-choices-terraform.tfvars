loaded = "ELBSecurityPolicy-TLS13-1-3-2021-06"
