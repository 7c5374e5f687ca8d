package io.breakwater.fleet;

import io.breakwater.call.DataPlane;

/// The gateway as it is, or with a planted bug: one of its real parts exchanged for one that is wrong.
interface Variant {
    Variant NONE = new Variant() {};

    default DataPlane.Ports ports(DataPlane.Ports ports, FleetCopy copy) {
        return ports;
    }

    default DataPlane plane(DataPlane plane, FleetCopy copy) {
        return plane;
    }
}
