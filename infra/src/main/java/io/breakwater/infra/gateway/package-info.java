/// The gateway's stack in the home account: tables, functions, the API, and usage plans.
@NullMarked
package io.breakwater.infra.gateway;

import org.jspecify.annotations.NullMarked;
