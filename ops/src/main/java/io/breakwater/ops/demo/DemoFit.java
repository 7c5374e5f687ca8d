package io.breakwater.ops.demo;

import io.breakwater.demo.Pattern;
import io.breakwater.demo.PatternDemo;

/// Whether an environment can show a pattern.
sealed interface DemoFit {

    /// @param each how many requests each tenant sends
    record Ready(PatternDemo patternDemo, int each) implements DemoFit {}

    /// @param why what is missing
    /// @param remedy what helps
    record Missing(Pattern pattern, String why, Remedy remedy) implements DemoFit {

        boolean helped() {
            return remedy == Remedy.LINES;
        }

        boolean unwitnessed() {
            return remedy == Remedy.LOG;
        }
    }

    /// What is needed to show a pattern.
    enum Remedy {
        /// More aliases, plans and tenants.
        LINES,
        /// Bedrock's invocation log.
        LOG,
        /// Another environment.
        ELSEWHERE
    }
}
