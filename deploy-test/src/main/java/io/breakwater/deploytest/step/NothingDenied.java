package io.breakwater.deploytest.step;

import io.breakwater.deploytest.world.ListingCommand;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.util.Set;
import java.util.TreeSet;

/// The calls of functions, the CDK's roles and operators' sessions in all steps before that IAM has
/// denied: a missing right may show nowhere else, for example if a failed read is only logged.
///
/// @param denials the command that lists them
/// @param noted the expected denials, from before the accounts were bootstrapped
record NothingDenied(ListingCommand denials, Noted noted) implements DeployStep {
    /// The role that a deploy assumes, which an account has once it is bootstrapped.
    private static final String DEPLOY_ROLE = "deploy-role";

    /// The first denials.
    public static final class Noted {
        private Set<String> lines = Set.of();
    }

    /// The step that notes the denials that this one ignores.
    public DeployStep before() {
        return new Before(denials, noted);
    }

    @Override
    public String claim() {
        return "IAM denied nothing in the whole test: 0 denied";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        Set<String> denied = new TreeSet<>(denials.lines(world));
        denied.removeAll(noted.lines);
        Unshown.unless(denied.isEmpty(), denied.size() + " denied: " + denied);
    }

    private record Before(ListingCommand denials, Noted noted) implements DeployStep {
        @Override
        public String claim() {
            return "until the bootstrap, IAM denied at most the access to accounts that had none";
        }

        @Override
        public void show(TestWorld world) throws Exception {
            noted.lines = denials.lines(world);
            Set<String> others = new TreeSet<>(noted.lines);
            others.removeIf(line -> line.contains(DEPLOY_ROLE));
            Unshown.unless(others.isEmpty(), "denied too: " + others);
        }
    }
}
