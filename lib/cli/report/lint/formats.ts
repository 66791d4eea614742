// SPDX-License-Identifier: Apache-2.0

/** Formats of `--format`. */
export const reportFormats = ["text", "json", "sarif", "junit", "github", "markdown"] as const;
export type ReportFormat = (typeof reportFormats)[number];
