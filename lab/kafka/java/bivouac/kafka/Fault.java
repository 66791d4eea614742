// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

/** What a judge holds against a manifest. `path` as in `spec.kafka.listeners[0].name`. */
record Fault(String judge, String path, String message) {}
