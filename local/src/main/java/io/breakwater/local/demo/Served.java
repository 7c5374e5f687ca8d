package io.breakwater.local.demo;

import java.util.List;

/// Where the calls were really served: read from the simulated Bedrock's log, or not known.
sealed interface Served {

    record Known(List<SimulationLog.Call> calls) implements Served {
        public Known {
            calls = List.copyOf(calls);
        }
    }

    record Unknown(String why) implements Served {}
}
