/// The surface of the API in one table: its resources in API Gateway, the operations at each path, and
/// the header that carries the key. The router, the authorizer, the embedded run's front server, the
/// stacks and the check of `docs/openapi.yaml` use it.
@NullMarked
package io.breakwater.surface;

import org.jspecify.annotations.NullMarked;
