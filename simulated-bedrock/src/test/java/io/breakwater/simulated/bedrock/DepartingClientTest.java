package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DepartingClientTest {

    private static final String BODY =
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"[[tokens:60000]]\"}]}]}";

    private final CountDownLatch gone = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();

    private void untilGone(Duration duration) throws InterruptedException {
        gone.await();
    }

    private static byte[] request() {
        String scope = SimulatedBedrock.accessKeyId(Fixture.ACCOUNT_A) + "/20260301/us-east-1/bedrock/aws4_request";
        String head = "POST /model/" + Fixture.SONNET + "/converse-stream HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=" + scope + "\r\nContent-Length: " + BODY.length();
        return (head + "\r\n\r\n" + BODY).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_client_that_leaves_mid_stream_is_settled_for_what_was_written_and_is_no_problem() throws Exception {
        SimulationSettings settings = Fixture.settings().withLatency(new Latency(Duration.ZERO, 1_000, 0));
        try (SimulatedBedrock simulation = SimulatedBedrock.start(
                settings, Fixture.loopback(0), InstantSource.system(), this::untilGone, problems::add)) {
            leaveAfterTheHead(simulation);
            gone.countDown();

            LoggedInvocation call = firstOf(simulation);
            assertThat(call.errorCode()).isEqualTo("ClientClosed");
            assertThat(call.stopReason()).isNull();
            assertThat(call.usage().outputTokens()).isBetween(4L, 59_999L);
            assertThat(problems).isEmpty();
        }
    }

    private static void leaveAfterTheHead(SimulatedBedrock simulation) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulation.port())) {
            socket.getOutputStream().write(request());
            byte[] head = socket.getInputStream().readNBytes(64);
            assertThat(new String(head, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
            socket.setSoLinger(true, 0);
        }
    }

    private static LoggedInvocation firstOf(SimulatedBedrock simulation) {
        List<LoggedInvocation> calls = simulation.invocations();
        while (calls.isEmpty()) {
            Thread.onSpinWait();
            calls = simulation.invocations();
        }
        return calls.getFirst();
    }
}
