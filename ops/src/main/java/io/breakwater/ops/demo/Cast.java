package io.breakwater.ops.demo;

import io.breakwater.demo.Pattern;
import io.breakwater.demo.Scene;

/// Whether an environment has what a pattern takes.
sealed interface Cast {

    /// @param each how many requests each tenant sends
    record Ready(Scene scene, int each) implements Cast {}

    /// @param why what is missing
    /// @param remedy what helps
    record Missing(Pattern pattern, String why, Remedy remedy) implements Cast {

        boolean helped() {
            return remedy == Remedy.LINES;
        }

        boolean unwitnessed() {
            return remedy == Remedy.LOG;
        }
    }

    /// What makes a pattern possible to show.
    enum Remedy {
        /// More aliases, plans and tenants.
        LINES,
        /// Bedrock's invocation log.
        LOG,
        /// Another environment.
        ELSEWHERE
    }
}
