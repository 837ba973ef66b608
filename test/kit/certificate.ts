/**
 * A self-signed certificate for localhost and 127.0.0.1, good for a hundred years and for nothing but tests. Made with
 * `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1`.
 */
export const certificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUL6Hko7zMd41V9eRb0TNlyV1VBW8wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMDA5MjMyN1oYDzIxMjYxMDI3
MDkyMzI3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR/3gArV7VMQWDDcBMaoKmz6OG52llOYwFaDgdSUtgffKDIJKpD/uNs
dAIDZzYE2MAUkPJmUZjAsE8qOf3V1sVno28wbTAdBgNVHQ4EFgQURM2qEalbmbk1
krDEDrh3IvZvcRswHwYDVR0jBBgwFoAURM2qEalbmbk1krDEDrh3IvZvcRswDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgY/kSYCAJfRPuXKhzjugOM3Lb7TDLV3QJ4Ew+bmTT3X4CIQCn
jARMdGG9FrIVIJOi8k7f/wXpuB0jxL0lQU2xuS3xcg==
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgnHsDYT7tOuUyed5c
fRfvfSlAg2FP5ddzqMHB7sXzZTihRANCAAR/3gArV7VMQWDDcBMaoKmz6OG52llO
YwFaDgdSUtgffKDIJKpD/uNsdAIDZzYE2MAUkPJmUZjAsE8qOf3V1sVn
-----END PRIVATE KEY-----`,
};
