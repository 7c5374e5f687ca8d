package io.breakwater.demo;

import java.util.List;

/// Where the calls were really served: read from a log of Bedrock's, or not known.
public sealed interface ServedPlaces {

    record Known(List<ServedCall> calls) implements ServedPlaces {
        public Known {
            calls = List.copyOf(calls);
        }
    }

    record Unknown(String why) implements ServedPlaces {}
}
