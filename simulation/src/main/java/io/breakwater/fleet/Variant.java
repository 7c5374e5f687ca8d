package io.breakwater.fleet;

import io.breakwater.call.Client;
import io.breakwater.call.DataPlane;
import io.breakwater.dialect.Responder;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Tenant;

/// The real gateway, or the gateway with a planted bug: one of its parts is replaced by a wrong one.
interface Variant {
    Variant NONE = new Variant() {};

    default DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
        return ports;
    }

    /// How a copy is assembled.
    default DataPlane plane(DataPlane.Ports ports, DataPlane.Rules rules) {
        return DataPlane.of(ports, rules);
    }

    default Tenant tenant(Tenant tenant) {
        return tenant;
    }

    default Responder responder(Responder responder) {
        return responder;
    }

    default Client client(Client client) {
        return client;
    }

    /// Called with each event of a copy's requests.
    default void told(GatewayEvent event) {}

    default DataPlane.Rules rules(DataPlane.Rules rules) {
        return rules;
    }

    /// How fast Bedrock answers.
    default ModelPace pace() {
        return ModelPace.USUAL;
    }
}
