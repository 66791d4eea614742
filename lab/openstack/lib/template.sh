# SPDX-License-Identifier: Apache-2.0
# A copy of the first seeded state, so that later empty states need no migrations. Sourced by up.

restore_files() { :; }
restore_databases() { :; }
save_template() { :; }
