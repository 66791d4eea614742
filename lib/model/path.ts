// SPDX-License-Identifier: Apache-2.0

/** Way to a value in a document: keys and indexes. */
export type Path = readonly (string | number)[];
