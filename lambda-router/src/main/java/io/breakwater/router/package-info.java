/// The data plane as a Lambda function: invocations, streamed answers, and the router between them.
@NullMarked
package io.breakwater.router;

import org.jspecify.annotations.NullMarked;
