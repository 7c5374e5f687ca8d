package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.RealTime;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One tenant at 50 times its limit beside 20 at 60 % of theirs, over real sockets.
@RealTime
@Timeout(60)
@Tag("alone")
class IsolationTest {
    private static final List<String> OTHERS =
            IntStream.range(0, 20).mapToObj(i -> "other" + i).toList();
    private static final int SECONDS = 4;
    /// 60 % of 300 requests a minute.
    private static final int OTHERS_PER_SECOND = 3;
    /// 50 times 60 requests a minute.
    private static final int NOISY_PER_SECOND = 50;
    private static final int NOISY_LIMIT = 60;
    private static final double MOST_FALL = 0.001;

    @TempDir
    Path folder;

    private LiveRun run;
    private ScheduledExecutorService clock;

    @BeforeEach
    void start() throws Exception {
        Path config = folder.resolve("isolation.yaml");
        Files.writeString(
                config,
                Files.readString(LiveRun.resource("isolation.yaml"))
                        + OTHERS.stream()
                                .map("  - { id: %s, plan: other, models: [claude] }\n"::formatted)
                                .collect(Collectors.joining()));
        run = LiveRun.start(config);
        clock = Executors.newScheduledThreadPool(2);
    }

    @AfterEach
    void stop() throws Exception {
        clock.shutdownNow();
        run.close();
    }

    @Test
    void a_tenant_at_50_times_its_limit_does_not_cost_20_others_a_thousandth_of_their_success() throws Exception {
        double alone = success(load(OTHERS));
        List<Paced> noisy = load(List.of("noisy"));
        double beside = success(load(OTHERS));

        List<HttpResponse<String>> answers = await(noisy);
        assertThat(alone - beside).isLessThanOrEqualTo(MOST_FALL);
        assertThat(beside).isGreaterThan(0.99);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 200)
                .hasSizeBetween(NOISY_LIMIT, NOISY_LIMIT + 2 * SECONDS);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 200)
                .hasSizeGreaterThan(NOISY_LIMIT)
                .allSatisfy(refused -> assertThat(refused.statusCode()).isEqualTo(429));
    }

    /// A tenant's calls, each sent when it is due, whatever became of earlier ones.
    private record Paced(List<CompletableFuture<HttpResponse<String>>> calls, CompletableFuture<Void> sent) {

        List<HttpResponse<String>> answers() {
            sent.join();
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }

    private List<Paced> load(List<String> tenants) {
        return tenants.stream().map(this::paced).toList();
    }

    private Paced paced(String tenant) {
        int perSecond = tenant.equals("noisy") ? NOISY_PER_SECOND : OTHERS_PER_SECOND;
        int calls = perSecond * SECONDS;
        Paced paced = new Paced(new ArrayList<>(), new CompletableFuture<>());
        var request = run.posting(tenant, "/v1/chat/completions", LiveRun.chatBody("claude", "hello", true));
        var _ = clock.scheduleAtFixedRate(
                () -> {
                    if (paced.calls().size() < calls) {
                        paced.calls().add(run.http.sendAsync(request, BodyHandlers.ofString()));
                    } else {
                        paced.sent().complete(null);
                    }
                },
                0,
                1_000_000 / perSecond,
                TimeUnit.MICROSECONDS);
        return paced;
    }

    private static List<HttpResponse<String>> await(List<Paced> load) {
        return load.stream().flatMap(paced -> paced.answers().stream()).toList();
    }

    private static double success(List<Paced> load) {
        List<HttpResponse<String>> answers = await(load);
        long whole = answers.stream()
                .filter(answer -> answer.statusCode() == 200 && answer.body().contains("[DONE]"))
                .count();
        return (double) whole / answers.size();
    }
}
