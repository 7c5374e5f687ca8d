package io.breakwater.demo;

import io.breakwater.call.Pause;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;

/// Finds the Regions that served the calls of a burst.
public interface Witness {

    /// The place in its log where the next call will be.
    long mark() throws DemoException, InterruptedException;

    /// The calls since a mark that went to the targets of these answers.
    ServedPlaces since(long mark, List<DemoAnswer> answers) throws DemoException, InterruptedException;

    /// Reads the log of a simulated Bedrock.
    static Witness simulated(HttpClient http, URI simulation, Pause pause) {
        return new SimulationWitness(new SimulationLog(http, simulation), pause);
    }

    /// Knows nothing.
    ///
    /// @param why in a sentence, for people
    static Witness blind(String why) {
        return new BlindWitness(why);
    }
}
