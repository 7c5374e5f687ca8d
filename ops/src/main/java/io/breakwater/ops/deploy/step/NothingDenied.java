package io.breakwater.ops.deploy.step;

import io.breakwater.ops.deploy.world.Listing;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;
import java.util.Set;

/// What functions, the CDK's roles and operators' sessions have asked of AWS in all steps before, and IAM has refused:
/// a right that is missing may show nowhere else, as where a failed read is only logged.
///
/// @param denials the command that lists them
public record NothingDenied(Listing denials) implements Step {
    @Override
    public String claim() {
        return "in all of this IAM denied nothing: 0 denied";
    }

    @Override
    public void show(World world) throws Exception {
        Set<String> denied = denials.lines(world);
        Unshown.unless(denied.isEmpty(), denied.size() + " denied: " + denied);
    }
}
