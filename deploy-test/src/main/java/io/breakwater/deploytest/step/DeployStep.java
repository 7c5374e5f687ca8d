package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.TestWorld;

/// One claim about the life of environments, and the way to show it.
public interface DeployStep {
    /// The claim as printed: a sentence without its full stop.
    String claim();

    /// Its name in the listing of the pages' commands.
    default String runner() {
        return getClass().getSimpleName();
    }

    /// Shows it. Steps run in order, each in the state that those before it left.
    ///
    /// @throws io.breakwater.deploytest.world.Unshown if it does not hold
    /// @throws Exception if it could not be checked
    void show(TestWorld world) throws Exception;
}
