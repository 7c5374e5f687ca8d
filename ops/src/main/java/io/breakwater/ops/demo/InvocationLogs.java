package io.breakwater.ops.demo;

import io.breakwater.demo.DemoException;
import java.util.List;

/// The invocation logs of all shards.
@FunctionalInterface
interface InvocationLogs {

    /// The records from a time on, each a JSON object ("Monitor model invocation", Amazon Bedrock User
    /// Guide).
    ///
    /// @param startMillis since 1970
    /// @throws DemoException if a log cannot be read
    List<String> since(long startMillis) throws DemoException;
}
