package io.breakwater.router.runtime;

/// One answer to one invocation, streamed while it is produced. Called by several threads at once.
@FunctionalInterface
public interface StreamingHandler {
    /// Answers the invocation. The sink ends when this method returns, normally or not; a failure before
    /// [ResponseSink#begin] becomes a function error, one after it is appended to the answer already under way.
    ///
    /// @throws Exception whatever kept the answer from being complete
    void handle(Invocation invocation, ResponseSink sink) throws Exception;
}
