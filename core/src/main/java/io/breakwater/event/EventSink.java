package io.breakwater.event;

/// Where events go. It MUST NOT fail the request: an implementation keeps its own troubles to itself and reports
/// them.
@FunctionalInterface
public interface EventSink {

    void accept(GatewayEvent event);
}
