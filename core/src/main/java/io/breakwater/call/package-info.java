/// The request path: admission, plan, session, settlement and reply, over ports that the adapters
/// implement.
@NullMarked
package io.breakwater.call;

import org.jspecify.annotations.NullMarked;
