package io.breakwater.demo;

import java.util.List;

/// The places that really served the calls: read from a log of Bedrock, or unknown.
public sealed interface ServedPlaces {

    record Known(List<ServedCall> calls) implements ServedPlaces {
        public Known {
            calls = List.copyOf(calls);
        }
    }

    record Unknown(String why) implements ServedPlaces {}
}
