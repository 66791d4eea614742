// SPDX-License-Identifier: Apache-2.0
export { dataFindings, earlierObjects, objectsAround } from "./checked.ts";
export * from "./elasticsearch/index.ts";
export * from "./kafka/index.ts";
export { SearchDashboard } from "./search-dashboard.ts";
export { dashboardKibana, dashboardUrl, type SearchDashboardProps } from "./search-dashboard-objects.ts";
export * from "./sink/index.ts";
export { type DataUser, dataUsers, type TeamDataProps } from "./team-data.ts";
export { TeamDataServices, type TeamDataServicesProps } from "./team-data-services.ts";
export { type DataSize, sizeLabel } from "./size.ts";
