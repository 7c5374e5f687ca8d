package io.breakwater.deploytest.step;

import static io.breakwater.deploytest.world.TestConfig.MODEL;
import static io.breakwater.deploytest.world.TestConfig.REGULAR;

import io.breakwater.deploytest.world.Streamed;
import io.breakwater.deploytest.world.TestCaller;
import io.breakwater.deploytest.world.TestWorld;
import io.breakwater.deploytest.world.Unshown;
import java.time.Duration;

/// The answer takes about a second; if it were buffered anywhere, all of it would arrive at once.
final class Streams implements DeployStep {
    private static final int OK = 200;
    /// A beginning, some pieces, an end.
    private static final int FRAMES = 4;

    private static final Duration LEAST = Duration.ofMillis(150);

    @Override
    public String claim() {
        return "a streamed answer's first piece comes well before its end, in both dialects, and binary frames arrive unbroken";
    }

    @Override
    public void show(TestWorld world) throws Exception {
        TestCaller caller = world.gateways().as(world.dev(), REGULAR);
        inPieces(caller.chatStream(MODEL), "data: [DONE]");
        inFrames(caller.converseStream(MODEL), "messageStop");
        inFrames(caller.invokeStream(MODEL), "chunk");
    }

    /// A proxy that treated frames as text would have changed their bytes, and so invalidated their
    /// checksums.
    private static void inFrames(Streamed answer, String end) throws Unshown {
        inPieces(answer, end);
        Unshown.unless(answer.frames() >= FRAMES, "it has " + answer.frames() + " frames: " + answer.reply());
    }

    private static void inPieces(Streamed answer, String end) throws Unshown {
        answer.reply().must(OK).mustContain(end);
        Unshown.unless(
                answer.afterFirst().compareTo(LEAST) >= 0,
                "the rest came " + answer.afterFirst().toMillis() + " ms after the first piece: " + answer.reply());
    }
}
