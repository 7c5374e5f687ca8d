package io.breakwater.deploytest.world;

import java.io.IOException;
import java.nio.file.Path;

/// `scripts/cleanup` for one environment.
///
/// @param plan the file of its plan
public record Cleanup(Scripts scripts, Environment environment, Path plan) {

    public static Cleanup of(Environment environment, TestWorld world) {
        Path plan = world.scripts().children().logs().resolveSibling("cleanup-" + environment.name() + ".json");
        return new Cleanup(world.scripts(), environment, plan);
    }

    public Finished verify() throws Unshown, IOException, InterruptedException {
        return scripts.run("cleanup", "verify", "--env", environment.name());
    }

    public Finished makePlan() throws Unshown, IOException, InterruptedException {
        return scripts.run("cleanup", "plan", "--env", environment.name(), "--out", plan.toString());
    }

    /// Applies the plan, with all that must be typed out.
    public Children.Child applyConfirmed() throws IOException {
        return scripts.start(
                "cleanup",
                "apply",
                "--env",
                environment.name(),
                "--plan",
                plan.toString(),
                "--yes",
                confirmation(),
                "--i-understand",
                understood());
    }

    /// Applies the plan with other words.
    public Finished apply(String... words) throws Unshown, IOException, InterruptedException {
        String[] arguments = {"apply", "--env", environment.name(), "--plan", plan.toString()};
        String[] all = new String[arguments.length + words.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(words, 0, all, arguments.length, words.length);
        return scripts.run("cleanup", all);
    }

    /// The value of `--yes`.
    public String confirmation() {
        return environment.home() + "/" + environment.name();
    }

    /// The value of `--i-understand` for prod.
    public String understood() {
        return environment.name() + "-" + environment.home().account();
    }
}
