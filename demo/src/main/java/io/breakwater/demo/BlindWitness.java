package io.breakwater.demo;

import java.util.List;

/// Used if there is no log to read.
record BlindWitness(String why) implements Witness {

    @Override
    public long mark() {
        return 0;
    }

    @Override
    public ServedPlaces since(long mark, List<DemoAnswer> answers) {
        return new ServedPlaces.Unknown(why);
    }
}
