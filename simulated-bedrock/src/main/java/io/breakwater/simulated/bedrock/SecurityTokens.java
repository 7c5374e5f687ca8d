package io.breakwater.simulated.bedrock;

import com.sun.net.httpserver.HttpExchange;
import io.breakwater.simulated.bedrock.fault.FaultErrors;
import io.breakwater.simulated.bedrock.fault.FaultKind;
import io.breakwater.simulated.bedrock.fault.FaultScript;
import io.breakwater.simulated.bedrock.fault.FaultScript.Strike;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Form;
import io.breakwater.simulated.bedrock.wire.HttpReply;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.SessionCredentials;
import io.breakwater.simulated.bedrock.wire.Signatures;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// STS with its query protocol: AssumeRole of known roles for any signed caller, and GetCallerIdentity.
final class SecurityTokens {

    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/([\\w+=,.@/-]{1,512})");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final String DEFAULT_SECONDS = "3600";
    private static final long LEAST_SECONDS = 900;
    private static final long MOST_SECONDS = 43_200;

    private final Map<String, String> externalIdsByRole;
    private final Signatures signatures;
    private final InstantSource clock;
    private final FaultScript faults;
    private final Pacing pacing;

    SecurityTokens(SimulatedAccounts accounts, InstantSource clock, FaultScript faults, Pacing pacing) {
        this.externalIdsByRole = accounts.roles();
        this.signatures = new Signatures(accounts.ids());
        this.clock = clock;
        this.faults = faults;
        this.pacing = pacing;
    }

    void handle(HttpExchange exchange, HttpReply reply, byte[] body) throws IOException {
        Map<String, String> form = Form.of(new String(body, StandardCharsets.UTF_8));
        Optional<Strike> strike = strike(form);
        if (strike.isPresent() && strike.get().fault().kind() == FaultKind.STS_SILENT) {
            pacing.standStill(strike.get());
            throw new ConnectionDropped("STS was silent until its fault ended");
        }
        Checked<String> answer = signatures
                .accessKeyId(exchange.getRequestHeaders())
                .then(_ -> unlessRefused(strike))
                .then(_ -> answer(exchange, form, reply.requestId()));
        switch (answer) {
            case Checked.Ok<String>(String xml) -> reply.xml(200, xml.getBytes(StandardCharsets.UTF_8));
            case Checked.No<String>(SentError error) ->
                reply.xml(error.status(), StsXml.error(error, reply.requestId()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /// The fault that strikes an AssumeRole, by the account of its role.
    private Optional<Strike> strike(Map<String, String> form) {
        Matcher role = ROLE.matcher(form.getOrDefault("RoleArn", ""));
        return form.getOrDefault("Action", "").equals("AssumeRole") && role.matches()
                ? faults.nextOfSts(role.group(1), clock.instant())
                : Optional.empty();
    }

    private static Checked<String> unlessRefused(Optional<Strike> strike) {
        return strike.flatMap(struck -> FaultErrors.of(struck.fault(), false))
                .map(Checked::<String>no)
                .orElse(Checked.ok("not refused"));
    }

    private Checked<String> answer(HttpExchange exchange, Map<String, String> form, String requestId) {
        String action = form.getOrDefault("Action", "");
        return switch (action) {
            case "AssumeRole" -> assumed(form).then(session -> Checked.ok(StsXml.assumeRole(session, requestId)));
            case "GetCallerIdentity" ->
                signatures
                        .caller(exchange.getRequestHeaders(), "sts", clock.instant())
                        .then(caller -> Checked.ok(StsXml.callerIdentity(caller, requestId)));
            default ->
                Checked.no(new SentError(
                        400, "InvalidAction", "Could not find operation " + action + " for version 2011-06-15"));
        };
    }

    private Checked<SessionCredentials> assumed(Map<String, String> form) {
        String session = form.getOrDefault("RoleSessionName", "");
        String seconds = form.getOrDefault("DurationSeconds", DEFAULT_SECONDS);
        Matcher role = ROLE.matcher(form.getOrDefault("RoleArn", ""));
        if (!role.matches() || !SESSION_NAME.matcher(session).matches() || !isDuration(seconds)) {
            return Checked.no(
                    new SentError(400, "ValidationError", "RoleArn, RoleSessionName or DurationSeconds is not valid"));
        }
        if (!trusts(role.group(), form.getOrDefault("ExternalId", ""))) {
            return Checked.no(new SentError(
                    403,
                    "AccessDenied",
                    "The caller is not authorized to perform: sts:AssumeRole on resource: " + role.group()));
        }
        Instant end = clock.instant().plusSeconds(Long.parseLong(seconds));
        return Checked.ok(new SessionCredentials(assumedArn(role, session), end));
    }

    private static boolean isDuration(String seconds) {
        return seconds.matches("\\d{1,5}")
                && Long.parseLong(seconds) >= LEAST_SECONDS
                && Long.parseLong(seconds) <= MOST_SECONDS;
    }

    private boolean trusts(String role, String externalId) {
        String wanted = externalIdsByRole.get(role);
        return wanted != null && (wanted.isEmpty() || wanted.equals(externalId));
    }

    private static String assumedArn(Matcher role, String session) {
        String path = role.group(2);
        String name = path.substring(path.lastIndexOf('/') + 1);
        return "arn:aws:sts::" + role.group(1) + ":assumed-role/" + name + "/" + session;
    }

    /// The XML answers of STS; every inserted value was matched against a pattern without markup before.
    private static final class StsXml {

        private static final String NAMESPACE = " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"";

        static String assumeRole(SessionCredentials session, String requestId) {
            String account = session.arn().split(":")[4];
            String name = session.arn().substring(session.arn().lastIndexOf('/') + 1);
            String credentials = element("AccessKeyId", SessionCredentials.accessKeyId(account))
                    + element("SecretAccessKey", SessionCredentials.SECRET_ACCESS_KEY)
                    + element("SessionToken", session.token())
                    + element("Expiration", session.expiration().toString());
            String user = element("AssumedRoleId", "AROA0000" + account + ":" + name) + element("Arn", session.arn());
            return response(
                    "AssumeRole", element("Credentials", credentials) + element("AssumedRoleUser", user), requestId);
        }

        static String callerIdentity(SignedCaller caller, String requestId) {
            return response(
                    "GetCallerIdentity",
                    element("Arn", caller.arn())
                            + element("UserId", "AIDA0000" + caller.account())
                            + element("Account", caller.account()),
                    requestId);
        }

        static String error(SentError error, String requestId) {
            String detail = element("Type", "Sender")
                    + element("Code", error.type().replaceFirst("Exception$", ""))
                    + element("Message", escaped(error.message()));
            return "<ErrorResponse" + NAMESPACE + ">" + element("Error", detail) + element("RequestId", requestId)
                    + "</ErrorResponse>";
        }

        private static String response(String action, String result, String requestId) {
            return "<" + action + "Response" + NAMESPACE + ">" + element(action + "Result", result)
                    + element("ResponseMetadata", element("RequestId", requestId)) + "</" + action + "Response>";
        }

        private static String element(String name, String content) {
            return "<" + name + ">" + content + "</" + name + ">";
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        }
    }
}
