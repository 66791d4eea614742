// SPDX-License-Identifier: Apache-2.0
export { webService } from "./objects.ts";
export type { ConfigFiles, SecretFiles, StorageMount, WebServiceProps } from "./props.ts";
export { reverseProxy, type ReverseProxyProps } from "./proxy-objects.ts";
export { ReverseProxy } from "./reverse-proxy.ts";
export type { RouteProps } from "./route.ts";
export type { ProxyTarget } from "./target.ts";
export { WebService } from "./web-service.ts";
