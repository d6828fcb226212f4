variable "environment" {}
variable "policy" {
  type    = string
  default = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"
}
variable "loaded" {
  default = "ELBSecurityPolicy-2016-08"
}
variable "nothing" {
  default = null
}
variable "fips" {
  default = false
}
variable "protocol" {}
