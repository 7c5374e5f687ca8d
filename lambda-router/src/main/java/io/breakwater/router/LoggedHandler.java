package io.breakwater.router;

import io.breakwater.router.runtime.Invocation;
import io.breakwater.router.runtime.ResponseSink;
import io.breakwater.router.runtime.StreamingHandler;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// Adds the function and the invocation to every line that a handler's thread logs. Powertools never
/// gets the event, which has the caller's key and prompts.
///
/// @param environment the function's variables
record LoggedHandler(StreamingHandler handler, Map<String, String> environment, InstantSource clock)
        implements StreamingHandler {

    @Override
    public void handle(Invocation invocation, ResponseSink sink) throws Exception {
        PowertoolsLogging.initializeLogging(new InvocationContext(invocation, environment, clock));
        try {
            handler.handle(invocation, sink);
        } finally {
            PowertoolsLogging.clearState(true);
        }
    }
}
