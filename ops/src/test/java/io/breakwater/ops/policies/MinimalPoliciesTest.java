package io.breakwater.ops.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.cleanup.run.BootstrapPolicy;
import io.breakwater.cleanup.run.SessionPolicy;
import io.breakwater.iam.DocumentKind;
import io.breakwater.iam.Evaluation;
import io.breakwater.iam.Grammar;
import io.breakwater.iam.IamCall;
import io.breakwater.iam.IamCaller;
import io.breakwater.iam.MinimalPolicy;
import io.breakwater.iam.PolicyDocument;
import io.breakwater.iam.PolicyKind;
import io.breakwater.iam.Rights;
import io.breakwater.model.AccountId;
import io.breakwater.naming.Naming;
import io.breakwater.ops.Environments;
import io.breakwater.ops.policies.Commands.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The policies of `docs/policies`: what each of the operators' commands needs, and no more. After a
/// change to the calls of a command, `-Dbreakwater.rewrite=true` rewrites them.
class MinimalPoliciesTest {
    private static final Path FOLDER = Path.of("../docs/policies");
    private static final Commands DEV = new Commands("dev");

    /// Commands in an environment with the longest name that the settings allow.
    private static final Commands LONGEST = new Commands("abcdefghijkl");

    @ParameterizedTest
    @EnumSource(Command.class)
    void the_policy_in_the_docs_is_what_the_declared_calls_need(Command command) throws IOException {
        String text = new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(MinimalPolicy.of(command.table(), DEV.known(command)))
                + "\n";
        Path file = FOLDER.resolve(command.policy() + ".json");
        if (Boolean.getBoolean("breakwater.rewrite")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(file).hasContent(text);
    }

    @Test
    void the_docs_have_no_other_policy() throws IOException {
        try (var files = Files.list(FOLDER)) {
            Set<String> names =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            assertThat(names)
                    .isEqualTo(Set.of(Command.values()).stream()
                            .map(command -> command.policy() + ".json")
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void iam_takes_it_as_a_managed_policy_even_with_the_longest_name(Command command) {
        assertThat(Grammar.faults(DocumentKind.MANAGED, text(LONGEST, command))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void it_allows_every_call_that_the_command_makes(Command command) {
        assertThat(DEV.calls(command)).isNotEmpty().allMatch(allows(text(DEV, command), Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void it_allows_nothing_of_what_no_operator_may(Command command) {
        assertThat(DEV.denied(command)).hasSizeGreaterThan(30).noneMatch(allows(text(DEV, command), Optional.empty()));
    }

    @Test
    void without_one_of_its_actions_a_policy_is_refused_a_call_of_its_command() {
        for (Command command : Command.values()) {
            String whole = text(DEV, command);
            List<IamCall> calls = DEV.calls(command);
            for (String action : calls.stream().map(IamCall::action).collect(Collectors.toSet())) {
                String without = whole.replace("\"" + action + "\"", "\"none:None\"");
                assertThat(calls)
                        .as(command + " without " + action)
                        .anyMatch(allows(without, Optional.empty()).negate());
            }
        }
    }

    /// In another account, both the role and the session policy must allow each call.
    @Test
    void the_session_of_a_clean_up_is_allowed_all_that_it_calls_and_nothing_of_other_environments() {
        AccountId account = new AccountId("222222222222");
        String session = SessionPolicy.of(new Naming("dev", Environments.small().home()), account);
        List<IamCall> calls = in(account, DEV.calls(Command.CLEANUP_SHARD));
        assertThat(calls)
                .hasSizeGreaterThan(60)
                .allMatch(allows(text(DEV, Command.CLEANUP_SHARD), Optional.of(session)));
        assertThat(in(account, DEV.denied(Command.CLEANUP_SHARD)))
                .noneMatch(allows(ADMINISTRATOR, Optional.of(session)));
    }

    @Test
    void the_session_that_removes_a_bootstrap_is_allowed_all_that_it_calls() {
        AccountId account = new AccountId("222222222222");
        String session = BootstrapPolicy.of(account);
        assertThat(in(account, DEV.calls(Command.CLEANUP_BOOTSTRAP_SHARD)))
                .isNotEmpty()
                .allMatch(allows(text(DEV, Command.CLEANUP_BOOTSTRAP_SHARD), Optional.of(session)));
        assertThat(in(account, DEV.denied(Command.CLEANUP_BOOTSTRAP_SHARD)))
                .noneMatch(allows(ADMINISTRATOR, Optional.of(session)));
    }

    private static final String ADMINISTRATOR =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    /// The calls in the given account, or in none.
    private static List<IamCall> in(AccountId account, List<IamCall> calls) {
        return calls.stream()
                .filter(call -> !call.resource().replace(account.value(), "").matches(".*\\b[0-9]{12}\\b.*"))
                .toList();
    }

    private static String text(Commands commands, Command command) {
        return MinimalPolicy.of(command.table(), commands.known(command)).toString();
    }

    /// Every resource lets everybody in, so only the caller's own policies are judged.
    private static Predicate<IamCall> allows(String policy, Optional<String> session) {
        PolicyDocument open = PolicyDocument.of(
                PolicyKind.RESOURCE,
                "open",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"222222222222\"},\"Action\":\"*\","
                        + "\"Resource\":\"*\"}]}");
        Rights rights = Rights.of(List.of(PolicyDocument.of(PolicyKind.IDENTITY, "command", policy)));
        Evaluation evaluation = new Evaluation(
                new IamCaller.Role("arn:aws:iam::222222222222:role/OrganizationAccountAccessRole"),
                session.map(text -> rights.inSession(PolicyDocument.of(PolicyKind.SESSION, "session", text)))
                        .orElse(rights),
                Optional.of(open));
        return call -> evaluation.of(call).allowed();
    }
}
