package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A target that cannot be called as it was: credentials, a role, a tenant's profile or an API is missing.
final class SessionCredentialsTest extends SessionFixture {
    @Test
    void credentials_are_renewed_once_on_the_same_target_then_another_account_is_tried() {
        Session session = session(A_EAST, A_WEST, B_EAST);
        session.start(now);
        assertThat(attempt(session, BAD_CREDENTIALS)).isEqualTo(new Step.RenewCredentials(A_EAST));
        assertThat(session.on(Signal.Done.RENEWED, now)).isEqualTo(new Step.Reserve(A_EAST));
        assertThat(attempt(session, BAD_CREDENTIALS)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(B_EAST, totals(3)));
    }

    @Test
    void a_tenants_profile_that_is_refused_costs_no_retry_and_the_same_target_is_called_again() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        assertThat(attempt(session, new Outcome.ProfileRefused("ResourceNotFoundException")))
                .isEqualTo(new Step.RenewCredentials(A_EAST));
        assertThat(session.on(Signal.Done.RENEWED, now)).isEqualTo(new Step.Reserve(A_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(A_EAST, totals(2)));
    }

    @Test
    void an_api_that_is_not_there_is_answered_by_the_next_of_the_same_target_and_without_one_by_another_target() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        assertThat(attempt(session, new Outcome.ApiMissing("openai-chat is not in us-east-1", true)))
                .isEqualTo(new Step.Reserve(A_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(A_EAST, totals(2)));

        Session alone = session(A_EAST, B_EAST);
        alone.start(now);
        assertThat(attempt(alone, new Outcome.ApiMissing("openai-chat is not in us-east-1", false)))
                .isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void a_role_that_sts_refuses_is_not_asked_for_again_by_the_same_request() {
        Session session = session(A_EAST, A_WEST, B_EAST);
        session.start(now);
        Step.Call call = called(session);
        Outcome refused = new Outcome.BadCredentials("sts:AssumeRole ROLE: AccessDenied", false);
        assertThat(call.telling(refused)).as("it quarantines at once").isTrue();
        assertThat(ended(session, refused)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(B_EAST, totals(2)));
    }

    @Test
    void without_credentials_another_account_comes_first_and_the_hop_is_free() {
        Outcome silent = new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9));
        assertThat(next(silent, A_EAST, A_WEST, B_EAST)).isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void an_only_target_without_credentials_is_tried_again_when_these_are_asked_for_again_soon() {
        Session session = session(A_EAST);
        session.start(now);
        Outcome slow = new Outcome.NoCredentials("STS has not answered within 2000 ms", Duration.ZERO);
        assertThat(waited(attempt(session, slow))).isEqualTo(Duration.ofMillis(50));
        assertThat(session.on(Signal.Done.WAITED, now)).isEqualTo(new Step.Reserve(A_EAST));
        Outcome silent = new Outcome.NoCredentials("STS is silent", Duration.ofMillis(1_700));
        assertThat(waited(attempt(session, silent))).isEqualTo(Duration.ofMillis(1_750));
        session.on(Signal.Done.WAITED, now);
        assertThat(reason(attempt(session, silent))).as("the third").isInstanceOf(GiveUpReason.Failed.class);
        Session another = session(A_EAST, B_EAST);
        another.start(now);
        assertThat(attempt(another, slow))
                .as("not while somebody else could answer")
                .isEqualTo(new Step.Reserve(B_EAST));
        assertThat(reason(attempt(another, slow))).isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void without_credentials_the_wait_is_until_they_are_asked_for_again() {
        Outcome silent = new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(14));
        Session session = session(A_EAST);
        session.start(now);
        assertThat(reason(attempt(session, silent))).isEqualTo(new GiveUpReason.Failed(silent, Duration.ofSeconds(14)));
        Session both = session(A_EAST, B_EAST);
        both.start(now);
        attempt(both, silent);
        Outcome sooner = new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(5));
        assertThat(reason(attempt(both, sooner))).isEqualTo(new GiveUpReason.Failed(sooner, Duration.ofSeconds(5)));
    }

    @Test
    void credentials_may_be_renewed_until_they_were() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        Step.Call first = called(session);
        assertThat(first.renewable()).isTrue();
        ended(session, BAD_CREDENTIALS);
        session.on(Signal.Done.RENEWED, now);
        assertThat(called(session).renewable()).isFalse();
    }
}
