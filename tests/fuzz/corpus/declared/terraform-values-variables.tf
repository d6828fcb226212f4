variable "https_ssl_policy" {
  description = "for instance ELBSecurityPolicy-2016-08"
  default     = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  validation {
    condition     = contains(["ELBSecurityPolicy-2016-08"], var.https_ssl_policy)
    error_message = "ELBSecurityPolicy-2016-08"
  }
}

variable "listeners" {
  type = map(object({
    port       = number
    ssl_policy = optional(string, "ELBSecurityPolicy-TLS13-1-2-Res-2021-06")
  }))
  default = {
    web = { ssl_policy = "ELBSecurityPolicy-2016-08" }
    own = { ssl_policy = "no-policy" }
  }
}

locals {
  policy = var.fips ? "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04" : "ELBSecurityPolicy-FS-2018-06"
}
