package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.HeldStream;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An answer that begins before prod is deployed and ends afterwards. With a simulated Bedrock it
/// stalls meanwhile; a real one's answer may end before the deploy.
final class StreamOverDeploy {
    private static final int OK = 200;

    /// The longest wait for the rest of a short answer.
    private static final Duration REST = Duration.ofSeconds(60);

    private @Nullable HeldStream stream;
    private Map<String, String> before = Map.of();

    /// Before the deploy.
    public DeployStep begun() {
        return step("a stream from prod is left open over the next deploy", this::begin);
    }

    /// After a deploy that has published other versions.
    public DeployStep ended() {
        return step(
                "that stream ends complete after the deploy, and the previous versions exist but are not called",
                this::end);
    }

    /// After that.
    public DeployStep cleared() {
        return step(
                "the scheduled round keeps the previous versions while streams may run, then deletes only them",
                this::clear);
    }

    private void begin(TestWorld world) throws Exception {
        before = new VersionsOf(world, world.prod()).live();
        Optional<Faults> faults = faults(world);
        if (faults.isPresent()) {
            faults.get().stallOneStream();
        }
        stream = world.gateways().as(world.prod(), REGULAR).chatHeld(MODEL);
    }

    private void end(TestWorld world) throws Exception {
        HeldStream held = Objects.requireNonNull(stream, "no stream was begun");
        VersionsOf versions = new VersionsOf(world, world.prod());
        Map<String, String> now = versions.live();
        Unshown.unless(
                before.entrySet().stream().noneMatch(now.entrySet()::contains),
                "not every function was published anew: " + before + " before, and now " + now);
        Optional<Faults> faults = faults(world);
        if (faults.isPresent()) {
            Unshown.unless(held.isOpen(), "the stream ended with the deploy");
            faults.get().clear();
        }
        held.whole(REST).must(OK).mustContain("data: [DONE]");
        Unshown.unless(versions.there(before).equals(before), "of " + before + " are left " + versions.there(before));
    }

    private void clear(TestWorld world) throws Exception {
        VersionsOf versions = new VersionsOf(world, world.prod());
        versions.deleteOld(60);
        Unshown.unless(versions.there(before).equals(before), "of " + before + " are left " + versions.there(before));
        versions.deleteOld(0);
        Unshown.unless(versions.there(before).isEmpty(), "still there: " + versions.there(before));
        Unshown.unless(versions.there(versions.live()).equals(versions.live()), "gone is one of " + versions.live());
        world.gateways().as(world.prod(), REGULAR).chat(MODEL).must(OK);
    }

    private static Optional<Faults> faults(TestWorld world) {
        return world.bedrock().map(bedrock -> new Faults(world.gateways().http(), bedrock.endpoint()));
    }

    private interface Showing {
        void show(TestWorld world) throws Exception;
    }

    private static DeployStep step(String claim, Showing showing) {
        return new DeployStep() {
            @Override
            public String claim() {
                return claim;
            }

            @Override
            public void show(TestWorld world) throws Exception {
                showing.show(world);
            }
        };
    }
}
