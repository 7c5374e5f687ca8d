package io.breakwater.ops.doctor;

import static io.breakwater.ops.probe.FakeProbe.there;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import io.breakwater.model.AccountId;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import io.breakwater.naming.Naming;
import io.breakwater.ops.Environments;
import io.breakwater.ops.probe.FakeProbe;
import io.breakwater.ops.probe.Probe.ModelAccess;
import io.breakwater.ops.probe.Probe.Quota;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is checked about Bedrock in a shard's account.
class BedrockChecksTest {
    private static final CheckedPlace SHARD = new CheckedPlace(new AccountId("111111111111"), new Region("us-east-1"));
    private static final Settings SETTINGS = Environments.small();
    private static final Naming NAMING = new Naming("test", SETTINGS.home());
    private static final ProfileId SONNET = new ProfileId("us.anthropic.claude-sonnet-4-6");

    private final FakeProbe probe = new FakeProbe();

    @Test
    void a_model_that_may_be_called_is_fine() {
        probe.access = there(new ModelAccess("AVAILABLE", "AUTHORIZED", "AVAILABLE"));

        assertThat(access()).isInstanceOf(Finding.Ok.class);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_AVAILABLE, AUTHORIZED, AVAILABLE",
        "AVAILABLE, NOT_AUTHORIZED, AVAILABLE",
        "AVAILABLE, AUTHORIZED, NOT_AVAILABLE",
    })
    void a_model_that_is_not_open_is_wrong(String agreement, String authorization, String entitlement) {
        probe.access = there(new ModelAccess(agreement, authorization, entitlement));

        assertThat(access()).isInstanceOf(Finding.Wrong.class);
    }

    @Test
    void what_bedrock_does_not_say_of_a_model_is_not_known_but_what_it_denies_is() {
        probe.access = there(new ModelAccess("UNKNOWN", "AUTHORIZED", "AVAILABLE"));
        assertThat(access()).isInstanceOf(Finding.Unknown.class);
        probe.access = there(new ModelAccess("UNKNOWN", "NOT_AUTHORIZED", "AVAILABLE"));
        assertThat(access()).isInstanceOf(Finding.Wrong.class);
    }

    @Test
    void what_cannot_be_read_comes_with_a_way_to_look_by_hand() {
        assertThat(access())
                .isInstanceOfSatisfying(
                        Finding.Unknown.class,
                        unknown -> assertThat(unknown.why())
                                .contains("not for you", "aws bedrock get-foundation-model-availability"));
    }

    @Test
    void the_regions_of_the_catalogue_are_the_real_ones() {
        assertThat(destinations("us-east-1", "us-east-2", "us-west-2")).isInstanceOf(Finding.Ok.class);
    }

    @Test
    void a_region_more_or_less_names_the_line_of_the_catalogue_to_change() {
        Finding finding = destinations("us-east-1", "us-east-2", "ca-central-1");

        assertThat(finding).isInstanceOfSatisfying(Finding.Wrong.class, wrong -> {
            assertThat(wrong.seen())
                    .contains("the catalogue lacks ca-central-1", "the catalogue has in excess us-west-2");
            assertThat(wrong.fix()).contains("routes.us-claude-4-6[0]", "to: [ca-central-1, us-east-1, us-east-2]");
            assertThat(named(wrong.fix())).contains("from: [us-east-1, us-east-2, us-west-2]");
        });
    }

    @Test
    void a_profile_that_the_region_does_not_have_is_wrong() {
        probe.profiles = there(Map.of("us.other", Set.of("us-east-1")));

        assertThat(look()).isInstanceOf(Finding.Wrong.class);
    }

    @Test
    void a_region_that_lists_no_profile_at_all_proves_nothing() {
        probe.profiles = there(Map.of());

        assertThat(look()).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void a_capacity_above_the_quota_is_wrong_and_says_where_it_is_configured() {
        probe.quotas = there(List.of(
                tokens("Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.6 V1", 400_000),
                tokens("Global cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.6", 1),
                tokens("On-demand model inference tokens per minute for Anthropic Claude Sonnet 4.6", 2),
                tokens("Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5", 3)));

        assertThat(quotas()).singleElement().isInstanceOfSatisfying(Finding.Wrong.class, wrong -> {
            assertThat(wrong.seen()).contains("500,000", "400,000");
            assertThat(wrong.fix())
                    .contains("config/test.yaml, models.sonnet.tiers[0]", "capacity.tokensPerMinute: 400000");
        });
    }

    @Test
    void capacities_within_the_quotas_are_fine_whichever_way_the_quotas_are_spelt() {
        probe.quotas = there(List.of(
                tokens("Cross-Region InvokeModel tokens per minute for Anthropic Claude Sonnet 4.6", 500_000),
                tokens("Cross-Region InvokeModel requests per minute for Anthropic Claude Sonnet 4.6", 200)));

        assertThat(quotas()).hasSize(2).allMatch(Finding.Ok.class::isInstance);
    }

    @Test
    void a_model_whose_quota_has_another_name_is_left_to_people() {
        probe.quotas = there(List.of(tokens("Cross-region model inference tokens per minute for Amazon Nova Pro", 1)));

        assertThat(quotas()).singleElement().isInstanceOf(Finding.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"997, Ok", "998, Wrong"})
    void the_profiles_of_others_leave_room_for_ours(int others, String finding) {
        probe.applicationProfiles = there(IntStream.range(0, others + 5)
                .mapToObj(index -> index < 5 ? "breakwater-test-Shared-" + index : "other-" + index)
                .toList());

        assertThat(new ProfileCount(NAMING, 3)
                        .look(SHARD, probe)
                        .getFirst()
                        .finding()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(finding);
    }

    private Finding access() {
        Profile profile = SETTINGS.profiles().get(SONNET);
        return new ModelsAccess(List.of(profile.model()))
                .look(SHARD, probe)
                .getFirst()
                .finding();
    }

    private Finding destinations(String... regions) {
        probe.profiles = there(Map.of(SONNET.value(), Set.of(regions)));
        return look();
    }

    private Finding look() {
        Profile profile = SETTINGS.profiles().get(SONNET);
        return new Destinations(List.of(profile), lines())
                .look(SHARD, probe)
                .getFirst()
                .finding();
    }

    private static CatalogueLines lines() {
        try {
            return CatalogueLines.of(Environments.catalogue());
        } catch (JacksonException broken) {
            throw new AssertionError(broken);
        }
    }

    /// The line of the catalogue that a fix names.
    private static String named(String fix) {
        int number = Integer.parseInt(fix.replaceAll(".* line (\\d+),.*", "$1"));
        return Environments.catalogue().lines().skip(number - 1).findFirst().orElseThrow();
    }

    private List<Finding> quotas() {
        List<RoutedTarget> targets = SETTINGS.targets().values().stream()
                .filter(routed -> routed.target().account().equals(SHARD.account()))
                .toList();
        return new Quotas(targets, new ConfiguredAt(SETTINGS))
                .look(SHARD, probe).stream().map(Line::finding).toList();
    }

    private static Quota tokens(String name, double value) {
        return new Quota("L-TEST", name, value);
    }
}
