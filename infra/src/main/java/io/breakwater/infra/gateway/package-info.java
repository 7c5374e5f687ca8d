/// What the home account gets: tables, functions, the API, and a usage plan for each tenant.
@NullMarked
package io.breakwater.infra.gateway;

import org.jspecify.annotations.NullMarked;
