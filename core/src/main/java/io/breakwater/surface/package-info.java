/// The surface of the API in one table: its resources as API Gateway has them, what is answered at which path, and
/// which header carries a key where. The router, the authorizer, the front of the embedded run, the stacks and the
/// check of `docs/openapi.yaml` read it.
@NullMarked
package io.breakwater.surface;

import org.jspecify.annotations.NullMarked;
