package io.breakwater.control.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.breakwater.Depth;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.adapters.memory.InMemoryTenants;
import io.breakwater.call.TenantLedger;
import io.breakwater.control.tenants.AllTenants;
import io.breakwater.model.TenantId;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SettingsReader;
import io.breakwater.tenancy.TenantEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Lists of tenants page by page.
class PageTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Settings DEV = settings();

    /// The most bytes of a function's answer ("Lambda quotas", AWS Lambda Developer Guide).
    private static final int MOST_BYTES = 6 * 1024 * 1024;

    private final InMemoryTenants applied = new InMemoryTenants();
    private final TenantCalls calls = new TenantCalls(
            DEV.topology(),
            AllTenants.of(DEV, applied),
            new TenantLedger(new Ledger(new InMemoryLedgerStore(), Epochs.STANDARD)),
            new InMemoryKeyStore());

    private static Settings settings() {
        Path folder = Path.of(System.getProperty("breakwater.config", "../config"));
        try {
            Loaded<Settings> loaded =
                    SettingsReader.read(text(folder.resolve("models.yaml")), text(folder.resolve("dev.yaml")));
            if (loaded instanceof Loaded.Valid(Settings settings)) {
                return settings;
            }
            throw new IllegalStateException(loaded.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfigText text(Path file) throws IOException {
        return new ConfigText(file.getFileName().toString(), Files.readString(file));
    }

    private void apply(int tenants) {
        IntStream.range(0, tenants)
                .mapToObj("tenant-of-the-longest-name-%05d"::formatted)
                .forEach(id -> applied.put(new TenantEntry(
                        new TenantId(id),
                        "{\"id\": \"%s\", \"plan\": \"standard\", \"models\": [\"claude-haiku\"]}".formatted(id))));
    }

    private static AdminRequest request(String page) {
        return new AdminRequest(
                "id",
                "GET",
                List.of("usage"),
                Optional.of(page).filter(token -> !token.isEmpty()),
                JsonNodeFactory.instance.objectNode(),
                "an operator",
                NOW);
    }

    /// The tenants of all pages; each page must fit into an answer.
    private static List<List<String>> pages(Function<AdminRequest, AdminAnswer> call) {
        List<List<String>> pages = new ArrayList<>();
        String next = "";
        do {
            JsonNode body = call.apply(request(next)).body();
            assertThat(body.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
            pages.add(body.path("tenants").findValuesAsText("tenant"));
            next = body.path("next").asText("");
        } while (!next.isEmpty());
        return pages;
    }

    @Test
    void ten_thousand_tenants_are_twenty_pages_that_each_fit_into_an_answer_and_name_each_once() {
        int tenants = Depth.whole() ? 10_000 : 1_000;
        apply(tenants - 2);

        for (List<List<String>> pages : List.of(pages(calls::usage), pages(calls::list))) {
            assertThat(pages).hasSize(tenants / 500);
            List<String> all = pages.stream().flatMap(List::stream).toList();
            assertThat(all).hasSize(tenants).doesNotHaveDuplicates().isSorted();
        }
    }

    @Test
    void few_tenants_are_one_page_and_exactly_a_page_has_no_next_one() {
        assertThat(pages(calls::usage)).hasSize(1);
        apply(498);
        assertThat(pages(calls::usage)).hasSize(1);
        apply(499);
        List<List<String>> pages = pages(calls::usage);
        assertThat(pages).hasSize(2);
        assertThat(pages.getLast()).hasSize(1);
    }

    @Test
    void a_tenant_that_goes_between_two_pages_takes_no_other_with_it() {
        apply(1_000);
        JsonNode first = calls.usage(request("")).body();
        String last = first.path("next").asText();
        applied.remove(new TenantId(last));

        assertThat(calls.usage(request(last)).body().path("tenants").findValuesAsText("tenant"))
                .hasSize(500)
                .first()
                .isEqualTo("tenant-of-the-longest-name-%05d".formatted(Integer.parseInt(last.substring(27)) + 1));
    }

    @Test
    void an_invalid_page_is_refused_with_what_was_received_and_what_to_do() {
        for (String wrong : List.of("NO!", " ", "a/b")) {
            AdminAnswer answer = calls.list(request(wrong));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().at("/error/message").asText())
                    .isEqualTo(
                            "page must be the value of 'next' of the previous page, got '%s'; without it you get the first page"
                                    .formatted(wrong));
        }
    }

    @Test
    void a_page_after_the_last_tenant_is_empty() {
        assertThat(calls.usage(request("zzz")).body().path("tenants")).isEmpty();
    }
}
