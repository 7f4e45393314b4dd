/** Generated from the contract by `npm run generate -w openapi`. Do not edit. */

export interface paths {
    "/v1/communities/{communityId}/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the places of a community
         * @description Places with a printed code, newest first. The code opens the call page with the place filled in.
         */
        get: operations["listPlaces"];
        put?: never;
        /**
         * Add a place with a code
         * @description The reply has the code to print: see `kiwimesh communities place-codes sheet`.
         */
        post: operations["createPlace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search places by name, address or code
         * @description Where a caller may be, among what the caller's tenants know: places with a printed code, communities, hospitals. Each word must be in the name or the directions, for a place also in those of its community; the code of a place finds that place. Those with most of the words in their name come first, of these the nearest to `near`. What has no location is not found, nor are the homes of residents, whose addresses are sealed. The text is in the body because proxies and browsers store URLs. Changes nothing.
         */
        post: operations["searchPlaces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places/{placeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a place
         * @description Where it is, and the code that is printed there.
         */
        get: operations["getPlace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a place
         * @description A JSON merge patch. `{"active": false}` makes its code invalid until it is active again.
         */
        patch: operations["updatePlace"];
        trace?: never;
    };
    "/v1/places/{placeId}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a place a new code
         * @description For a code that is abused. The printed one stops working at once: print and replace the sheet.
         */
        post: operations["rotatePlaceCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities/{communityId}/alarm-devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the alarm devices of a community
         * @description Pendants, panic buttons, fire panels and lifts, newest first.
         */
        get: operations["listAlarmDevices"];
        put?: never;
        /**
         * Register an alarm device
         * @description Tells the desk where a device is and whose it is when it raises an alarm.
         */
        post: operations["createAlarmDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alarm-devices/{alarmDeviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an alarm device
         * @description Where it is, and whose it is.
         */
        get: operations["getAlarmDevice"];
        put?: never;
        post?: never;
        /**
         * Remove an alarm device
         * @description Takes it from the register. Its alarms are still taken, as those of an unknown device.
         */
        delete: operations["removeAlarmDevice"];
        options?: never;
        head?: never;
        /**
         * Update an alarm device
         * @description A JSON merge patch. Alarms of a device that is not active are still taken, without what is registered.
         */
        patch: operations["updateAlarmDevice"];
        trace?: never;
    };
    "/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List calls
         * @description Calls that the caller may see. Those that wait come in the order of the queue: the most urgent first, then those that wait longest. Without `state=waiting` alone, the newest first. Operators see the calls of their desk, residents their own.
         */
        get: operations["listCalls"];
        put?: never;
        /**
         * Call for help
         * @description Starts a call at the desk that answers for the caller's community, or for the hospital of the caller. A resident calls for themselves; staff and partners name the resident or the number if they know them. A call of the same resident or number that was cut within the last minutes is resumed: the reply is that call. A `placeCode` says where the caller is; one that is unknown or was replaced is refused with 422. Channel `device` is for alarms and needs an API key; of a `device`, how urgent it is depends on its kind, its repeated alarm within minutes counts up on the same call, and a test ends at once.
         */
        post: operations["createCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/call-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the figures of a desk
         * @description For who answers for a desk: calls that wait and go on, who is on duty, and how the calls of a period went. Administrators of a hospital see their desk; super admins one with `hospitalId`, or all.
         */
        get: operations["getCallFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/by-place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call for help from a place
         * @description Starts a call for somebody without an account, at the place whose printed code they scanned or typed. The call rings at the desk of the place's community. With the access token of the reply, as a bearer token of requests and sockets, the visitor reads this call, writes and speaks in it and leaves it, and reaches nothing else. Keep `returnKey` while the page is open: a repeated request, and a caller who was cut off and comes back within ten minutes, reach the same call with it, and get a new token. The first call from a place is never refused. Further calls within ten minutes of another are refused with 429 beyond ten from the place, or beyond the limit of one address; every problem has the number to dial as `emergencyNumber`.
         */
        post: operations["createPlaceCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/voice/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A telephone gateway asks what to do with a call
         * @description Sent by the gateway when somebody calls from a telephone, when a caller who is called back picks up, and when the audio stream of a call has ended while the caller is still there. The call waits at the desk of the line or of the caller's community; a caller who was cut off a moment ago lands on the same call. The reply tells the gateway to send the audio to `/v1/webhooks/voice/{provider}/stream`, a WebSocket of the provider's protocol, or to announce the emergency number where no call can be taken.
         */
        post: operations["answerVoiceCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/voice/{provider}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A telephone gateway reports that a call has ended
         * @description Sent by the gateway when the caller hung up, was cut off, or could not be reached. The caller's side of the call ends; repeating it changes nothing. What is reported of other calls is ignored.
         */
        post: operations["recordVoiceStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a call
         * @description One call that the caller may see.
         */
        get: operations["getCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/context": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what an operator should see of a call
         * @description Who calls, what they were helped with before, where they may be, the assessment, and a booking that is filled in from what is known and said; each value says where it comes from. For the operators of the desk and administrators.
         */
        get: operations["getCallContext"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/correction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Correct what is filled in
         * @description Corrects the pre-filled booking of a call: who needs help, where, which service, what the crew should know. A correction stays whatever is said later; null gives a value back to what is known and said.
         */
        post: operations["correctCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide what happens
         * @description Accepts or changes the urgency and does what follows, in one step: `dispatch` books the service (by default as filled in) and sends it; `advise`, `refer` and `false_call` send nobody. Another urgency than the assessed one needs a reason. The call goes on until it is ended. Nothing is sent from an exercise. With `neighbours`, skilled neighbours are asked to help until the ambulance is there.
         */
        post: operations["decideCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim a call
         * @description Takes a call that waits: exactly one operator gets it, the others get 409 `call_not_waiting`. Needs the duty `dispatch` at the desk of the call.
         */
        post: operations["claimCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/take-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take over a call
         * @description Goes on with a call whose operator is gone: at any time when an administrator with the duty asks; for other operators of the desk once the operator's connection to the call has been gone for a minute, or, after that and without a connection, once the operator has done nothing in the call for two minutes, with a caller on the telephone for 15 (409 `operator_present` before). What counts are acts, such as a message, a correction or a decision, and words that are heard; reading does not. The operator who has it keeps it: repeating changes nothing but says that they are there. The calls of operators who are deactivated, moved, without the duty or signed out everywhere need no take-over: they ring at the desk again by themselves (`operator_gone` in the timeline).
         */
        post: operations["takeOverCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a call on hold
         * @description The operator of the call lets the caller wait.
         */
        post: operations["holdCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a call on hold
         * @description The operator of the call talks to the caller again.
         */
        post: operations["resumeCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Transfer a call
         * @description Gives the call to another operator or desk, with a note for them. It waits there until it is claimed; one that nobody claims in time comes back to the operator's own desk.
         */
        post: operations["transferCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a call
         * @description Ends the conversation if it goes on, and records its disposition, which wraps it up. A call that the caller left is wrapped up the same way; where its operator is gone by then, by another operator of the desk, and by an administrator who takes calls at any time.
         */
        post: operations["endCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/hang-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a call as the caller
         * @description The caller, or the gateway for them, leaves. A call that nobody had claimed becomes `abandoned`, and the desk can call back; one with an operator ends and waits to be wrapped up. Repeating it changes nothing.
         */
        post: operations["hangUpCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/call-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call back
         * @description Takes a call that was abandoned or missed, to reach the caller again: it becomes active with the operator who calls back.
         */
        post: operations["callBackCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add typed words to a call
         * @description Words that were typed instead of spoken: by a caller without a microphone, or by the operator who types what the caller says, or what the operator says to the caller. They become part of the transcript and are triaged like spoken words. A caller's own words always count as the caller's.
         */
        post: operations["addCallMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say where the caller's device is
         * @description For the caller, while the call goes on: the call rings first, and the position of the device follows when the person allows it and the device knows it. The newest replaces the one before; where the caller was is kept beside it when they have moved. What an operator found out and the place of a printed code stay first. One that may be more than a kilometre off counts after the home of the caller where that is within its radius.
         */
        post: operations["reportCallPosition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/recording": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what is recorded of a call
         * @description Whether there is a recording, of which sides and when, what is missing and until when it is kept. For operators with the duty and administrators.
         */
        get: operations["getCallRecording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/recording/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear a call
         * @description The recording as a WAV file in stereo, 16 bits at 8,000 samples a second: the caller left, the operator right. It begins with the call, so a time of the transcript is the same time of the file, and is silent where nothing was stored. A reply that ends before its `Content-Length` is damaged. 404 with `call_not_recorded` where nothing is kept.
         */
        get: operations["getCallRecordingAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the transcript
         * @description What was said and typed, in order. With `after`, only segments after that sequence number.
         */
        get: operations["getCallTranscript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calls/{callId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the timeline of a call
         * @description What happened in the call, oldest first, with the times that the figures of the desk are made from.
         */
        get: operations["listCallEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models and their state
         * @description Every model of the catalogue as the answering process knows it: whether its provider is configured, what it is trusted with, its price, its circuit breaker, recent latency and errors. Processes do not share this.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm/explanations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Explain which models would be asked
         * @description Ranks the models for an ask of these dimensions as it would be ranked now, and says what excludes the others. Asks no model.
         */
        post: operations["explainModelChoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm/spend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what models cost
         * @description What each tenant spent by day (UTC), task and model, newest day first, with the budgets of the settings.
         */
        get: operations["listModelSpend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List assessments
         * @description Assessments that the caller may see, newest first: residents those about themselves, staff and keys those of their hospital and of bookings that it serves, community managers their own community's own and those that led to bookings in it.
         */
        get: operations["listTriage"];
        put?: never;
        /**
         * Assess how urgent a problem is
         * @description Reads what a person says, or a clinician notes, and answers with an urgency, the findings it stands on, the questions that would decide more, what to do until help arrives and the service to send. Valid input always gets 200: while models are down or too slow, the rules answer and `degraded` is true. Models can only make the answer more urgent than `rulesFloor`. When too little is understood, the urgency is 2 and `insufficient` is true.
         */
        post: operations["askTriage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage/{triageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an assessment
         * @description One assessment. `text` is null for staff when the resident did not share the words.
         */
        get: operations["getTriage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage/{triageId}/override": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Override the urgency
         * @description A clinician or operator decides another urgency, with a reason. The assessment keeps its own urgency in the decision record. Bookings made from it take the new urgency.
         */
        post: operations["overrideTriage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage/{triageId}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what it turned out to be
         * @description Vitals on arrival, the condition found, and how urgent it was in hindsight. Assessments and outcomes together are the labelled data of `listTriagePairs`.
         */
        post: operations["recordTriageOutcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage/{triageId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how an assessment was made
         * @description The record of the decision for oversight: version of the rules, prompt and model, each model considered and why it was or was not asked, each attempt, and an override.
         */
        get: operations["getTriageDecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rules of triage
         * @description Every rule in the language asked for, with its reason and source, most urgent first.
         */
        get: operations["listTriageRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage-words": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the words of triage in a language
         * @description What assessments can say, by the ids they name it by. An assessment has them in the language of the person it is about; who reads another language shows these beside or instead. They change with `knowledgeVersion` alone.
         */
        get: operations["getTriageWords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage-pairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List assessments with their outcomes
         * @description Labelled data for the evaluation of triage: what was said, what was decided, and what it was. Names, phone numbers and other identifiers are not replaced: treat it as health data.
         */
        get: operations["listTriagePairs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/triage-evaluations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assess cases without storing them
         * @description For the evaluation of triage: assesses up to 50 cases as `askTriage` does and stores nothing but the entry in the audit log and what models cost.
         */
        post: operations["evaluateTriage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the keys that verify access tokens
         * @description A JSON Web Key Set (RFC 7517) with every public key whose tokens are still accepted, identified by `kid`. Access tokens are JWTs (RFC 9068) signed with EdDSA, with issuer and audience `kiwimesh`. A token identifies a person; it does not say whether the session has ended since. It is valid for ten minutes.
         */
        get: operations["getJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with email and password
         * @description For staff. An unknown email and a wrong password get the same reply, 401 `invalid_credentials`. People with a second factor also send `code` or `recoveryCode`: the correct password without it gets 401 `second_factor_required`. After too many wrong attempts the reply is 429 `sign_in_locked`, with the time to wait.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/otp/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a one-time code
         * @description For residents. The reply is the same whether or not the number belongs to a resident. A repeated request sends the same code again.
         */
        post: operations["requestOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/otp/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a one-time code
         * @description A wrong, used or expired code gets 401 `invalid_credentials`.
         */
        post: operations["verifyOtp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/account-links/inspection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Inspect an account link
         * @description Tells a page the purpose of an emailed link and the rules for the password, or why the link cannot be used (422 `link_unusable` with `reason`). Inspecting a link does not use it up.
         */
        post: operations["inspectAccountLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/invitations/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Sets the password of the invited person. The link works once, also among concurrent requests; a rejected password (422 `password_unacceptable`) does not use it up. This does not sign the person in.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request a password reset link
         * @description For staff. The reply and its timing are the same whether or not the email belongs to an account. The link works once and for 30 minutes. Requests beyond the limit send no further emails, but the latest link keeps working.
         */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password-resets/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password
         * @description Sets the password with the link of a password reset, ends every session of the person, and notifies them by email. The link works once, also among concurrent requests; a rejected password (422 `password_unacceptable`) does not use it up. This does not sign the person in.
         */
        post: operations["confirmPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description A refresh token can be used once. A used, unknown or expired token gets 401.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session of the access token; its refresh token stops working.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your sessions
         * @description The caller's active sessions, newest first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere else
         * @description Ends every session of the caller except the current one.
         */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sessions
         * @description Ends one of the caller's own sessions; within a second its tokens stop working everywhere and its live connections close. Ending a session that has already ended has no effect.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the current user
         * @description The person the access token belongs to.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update your own settings
         * @description Everyone can choose their language, staff can go on and off duty, and residents can volunteer for Neighbor SOS. A field that does not apply to the caller gets 422, and so does a language for staff that the region does not support.
         */
        patch: operations["updateMe"];
        trace?: never;
    };
    "/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export your data
         * @description Every record the platform holds about the caller, in one machine-readable document. Limited to the newest 2,000 bookings and offers, and the newest 1,000 sessions, codes and audit entries; `complete` says whether all bookings and offers are included.
         */
        get: operations["exportMyData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of your erasure request
         * @description The state of the caller's erasure, and the bookings that must end before it.
         */
        get: operations["getMyErasure"];
        put?: never;
        /**
         * Request erasure of your data
         * @description All data that identifies the caller is erased after a period in which the request can be cancelled; records that a hospital must keep by law stay without name, notes and locations. While a booking is open the reply is 409 `erasure_blocked` with `openBookings`. A repeated request changes nothing.
         */
        post: operations["requestMyErasure"];
        /**
         * Cancel your erasure request
         * @description Possible until the erasure is due, also if it was requested on the caller's behalf.
         */
        delete: operations["withdrawMyErasure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/position": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Report your position
         * @description Staff on duty report their position so that dispatch can choose the nearest person and show them on the map. A position older than the last known one is ignored. Only the last one is kept, and it is deleted when the duty ends; off duty the reply is 409 `not_on_duty`.
         */
        put: operations["updateMyPosition"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your password
         * @description Requires the current password. Your other sessions end. Wrong attempts count towards the lockout, as they do when signing in.
         */
        put: operations["changeMyPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/reauthentication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm my password for this session
         * @description For 15 minutes this session counts as just signed in, as operations with `x-recent-sign-in` need. Requires the second factor, too, where one is in force. Wrong passwords and codes count and lock like those of a sign-in. Residents sign in again instead.
         */
        post: operations["reauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove my email address
         * @description Removes the email, verified or not, and a pending change of it. The removed address gets a notice, your other sessions end and open codes are void. Needs a proven phone, else 422: one address to sign in with has to remain. Staff sign in by email and cannot remove theirs.
         */
        delete: operations["removeMyEmail"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/address-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change an address you sign in with
         * @description Sends a code to the new phone or email. Nothing changes until the code is sent to `confirmMyAddressChange`. To verify an address on file that was never verified, or to confirm a change that an administrator requested, send that same address. Requires a sign-in within the last 15 minutes, otherwise 403 `reauthentication_required`. Staff sign in by email only: a phone gets 422.
         */
        post: operations["beginMyAddressChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/address-changes/{addressChangeId}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a new sign-in address with a code
         * @description The new address takes effect and is verified, and your other sessions end. A notice goes to the previous address. A wrong or expired code gets 422. An address that another active person signs in with gets 409 `already_exists`.
         */
        post: operations["confirmMyAddressChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/address-changes/{addressChangeId}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline a change of your sign-in address
         * @description Cancels the change; your current address stays in effect.
         */
        post: operations["declineMyAddressChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start enrolling an authenticator app
         * @description Returns the secret for the app. The second factor takes effect once it is confirmed with a code from the app; until then enrolment can be started again. Requires a sign-in within the last 15 minutes, otherwise 403 `reauthentication_required`: a session left open on a device must not be enough to lock its owner out.
         */
        post: operations["beginTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/totp/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the authenticator app
         * @description From now on signing in requires a code. The recovery codes are shown only in this reply. Your other sessions end.
         */
        post: operations["confirmTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/totp/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn off the second factor
         * @description Requires a current code from the app, or a recovery code.
         */
        post: operations["removeTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate new recovery codes
         * @description Requires a current code from the app, or a recovery code. The previous recovery codes stop working; the new ones are shown only in this reply.
         */
        post: operations["renewRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List communities
         * @description The communities that the caller may see, by name.
         */
        get: operations["listCommunities"];
        put?: never;
        /**
         * Create a community
         * @description The time zone defaults to the region's. Link the community to hospitals afterwards.
         */
        post: operations["createCommunity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities/{communityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a community
         * @description One community.
         */
        get: operations["getCommunity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a community
         * @description A JSON merge patch. `{"active": false}` deactivates the community: it accepts no new bookings.
         */
        patch: operations["updateCommunity"];
        trace?: never;
    };
    "/v1/hospitals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List hospitals
         * @description The hospitals that the caller may see, by name.
         */
        get: operations["listHospitals"];
        put?: never;
        /**
         * Create a hospital
         * @description The hospital offers every service until its services are set.
         */
        post: operations["createHospital"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hospitals/{hospitalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a hospital
         * @description One hospital.
         */
        get: operations["getHospital"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a hospital
         * @description A JSON merge patch. `{"active": false}` deactivates the hospital: no new bookings are dispatched from it. An API key cannot change `active` (403 `person_required`).
         */
        patch: operations["updateHospital"];
        trace?: never;
    };
    "/v1/hospitals/{hospitalId}/communities/{communityId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Link a community to a hospital
         * @description From now on the hospital serves the community and can see its residents. Linking them again has no effect.
         */
        put: operations["linkCommunity"];
        post?: never;
        /**
         * Unlink a community from a hospital
         * @description The hospital no longer serves the community. Existing bookings stay with the hospital.
         */
        delete: operations["unlinkCommunity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hospitals/{hospitalId}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a hospital's service settings
         * @description One entry for each service type that the hospital has settings for.
         */
        get: operations["listHospitalServices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hospitals/{hospitalId}/services/{serviceType}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a hospital's service settings
         * @description How one hospital offers one service.
         */
        get: operations["getHospitalService"];
        /**
         * Set a hospital's service settings
         * @description Replaces the previous settings. Existing bookings are not affected.
         */
        put: operations["putHospitalService"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List staff
         * @description The staff that the caller may see, newest first. To find staff by name or email, use `searchStaff`.
         */
        get: operations["listStaff"];
        put?: never;
        /**
         * Create a member of staff
         * @description Hospital admins, nurses and paramedics belong to a hospital, community managers to a community, super admins to neither; any other combination gets 422, and so does a duty for a community manager. Callers cannot assign a role above their own. An API key cannot set a password (403 `person_required`); the person is invited by email instead.
         */
        post: operations["createStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search staff
         * @description The matching staff that the caller may see, newest first. The criteria are in the body because proxies and browsers store URLs, which must not contain names or email addresses. Changes nothing.
         */
        post: operations["searchStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staffId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a member of staff
         * @description One member of staff.
         */
        get: operations["getStaff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a member of staff
         * @description A JSON merge patch. `{"active": false}` deactivates the person and ends their sessions. `password` sets a first password; people who have one can only change it themselves (403 `owner_required`). You cannot change your own password (see `changeMyPassword`) or email (see `beginMyAddressChange`) here: a session left open must not be enough to take over an account. The email of a person who has a password stays in effect until they confirm the new one or a super admin approves it: the reply is 200 and the new email is in `pendingAddresses`. Another role, hospital or community ends the person's sessions, and so does taking a duty away; a duty for a community manager gets 422. An API key cannot change `active`, a password or an email (403 `person_required`).
         */
        patch: operations["updateStaff"];
        trace?: never;
    };
    "/v1/staff/{staffId}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sessions of a member of staff
         * @description The active sessions of one person, newest first. Hospital admins can see those of their hospital's staff.
         */
        get: operations["listStaffSessions"];
        put?: never;
        post?: never;
        /**
         * End all sessions of a member of staff
         * @description Ends every session of the person, within a second on every process. They can sign in again; to prevent that, deactivate them.
         */
        delete: operations["endStaffSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staffId}/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one session of a member of staff
         * @description Ends one session of the person. Ending a session that has already ended has no effect.
         */
        delete: operations["endStaffSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staffId}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a new invitation
         * @description Sends a new link to choose a password; the previous link stops working. People created without a password have already been invited. 409 if the person has a password, 422 if they are deactivated, 429 within a minute of the last email.
         */
        post: operations["inviteStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staffId}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlock a member of staff
         * @description Clears all failed sign-in attempts of the account.
         */
        post: operations["unlockStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff/{staffId}/totp-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset a second factor
         * @description For a member of staff who has lost both the app and the recovery codes. Verify first that the request comes from them. Their sessions end.
         */
        post: operations["resetStaffTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/residents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List residents
         * @description The residents that the caller may see, newest first. To find residents by name or phone, use `searchResidents`.
         */
        get: operations["listResidents"];
        put?: never;
        /**
         * Create a resident
         * @description Residents sign in with their phone number, so no two active residents can share one.
         */
        post: operations["createResident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/residents/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search residents
         * @description The matching residents that the caller may see, newest first. The criteria are in the body because proxies and browsers store URLs, which must not contain names or phone numbers. Changes nothing.
         */
        post: operations["searchResidents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/residents/{residentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a resident
         * @description One resident. Residents can only see themselves.
         */
        get: operations["getResident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update a resident
         * @description A JSON merge patch. `{"active": false}` deactivates the person and ends their sessions. Where several hospitals serve the community, only its manager or a super admin can deactivate or move residents; a hospital gets 403 `served_by_others`. An API key can do neither (403 `person_required`).
         *     A phone or email that the person signs in with stays in effect until they confirm the new one or a super admin approves it: the reply is 200 and the new address is in `pendingAddresses`. Sending the current address cancels a pending change. An API key cannot change an address of an existing person.
         */
        patch: operations["updateResident"];
        trace?: never;
    };
    "/v1/residents/{residentId}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a resident on their behalf
         * @description Requests erasure for a resident who cannot or will not sign in. The resident can cancel it until it is due. While a booking is open the reply is 409 `erasure_blocked` with `openBookings`.
         */
        post: operations["eraseResident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/address-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List pending address changes
         * @description Changes that administrators requested for people who already sign in with another address, newest first. Each waits for the person's confirmation or, from `approvableAt`, for an approval.
         */
        get: operations["listAddressChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/address-changes/{addressChangeId}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a change of a sign-in address
         * @description For a person who cannot confirm the change because they have lost access to their phone or mailbox. The super admin who approves a change cannot be the one who requested it (403 `role_not_allowed`), and has to wait 72 hours after the request (409 `change_waiting` with `approvableAt`), during which a notice goes to the current address. The person's sessions end.
         */
        post: operations["approveAddressChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description The keys that the caller may see, newest first, without their secrets.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description A secret key needs scopes; a publishable key needs a hospital and the origins that may use it. The secret is shown only in this reply.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{apiKeyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an API key
         * @description One key, without its secret.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update or revoke an API key
         * @description `{"active": false}` revokes the key immediately.
         */
        patch: operations["updateApiKey"];
        trace?: never;
    };
    "/v1/api-keys/{apiKeyId}/rotation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the secret of an API key
         * @description For secret keys. The new secret is shown only in this reply. The current one keeps working for `overlapSeconds`, so that it can be replaced wherever it is used. If an earlier rotation still overlaps, the secret before the current one stops working immediately.
         */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import rows of a table
         * @description Creates new records and updates existing ones, so an import can be repeated without creating duplicates. Residents are matched by phone and community, staff by email, hospitals and communities by name. A row with an error is reported and does not affect the other rows. A phone belongs to one active resident; people of one household who share a phone cannot all be imported yet.
         */
        post: operations["importRows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/region": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the region
         * @description The settings of the country the platform runs in. Widgets store the emergency number so that they can show it when the service cannot be reached.
         */
        get: operations["getRegion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state of speech recognition
         * @description Whether what callers say is transcribed now. Where it is not, calls are typed; pages then say so, and an operator how to switch it on. A process answers for itself.
         */
        get: operations["getSpeech"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the services that can be booked
         * @description Every service type, whether shipped with Kiwimesh or added by a policy file.
         */
        get: operations["listServiceTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-type-schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the schema of policy files
         * @description The JSON Schema (draft 2020-12) of a service type's policy file, for editors and for validating a file before it is deployed. Its formats `policy-duration` and `policy-duration-or-zero` are ISO 8601 durations of weeks, days, hours, minutes and seconds.
         */
        get: operations["getServiceTypeSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-types/{serviceType}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a service
         * @description One service type.
         */
        get: operations["getServiceType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List available slots
         * @description The free slots of a service, over at most 31 days. Without `hospitalId`, those of every hospital that offers the service and serves the caller.
         */
        get: operations["listAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List bookings
         * @description The bookings that the caller may see, newest first. `from` and `to` filter by creation time, `scheduledFrom` and `scheduledTo` by the booked time. `sort=dispatch` and `sort=urgency` are orders of open bookings. With `updatedSince` the list is a feed of changes, oldest first. In these orders a booking that changes between two pages can move.
         */
        get: operations["listBookings"];
        put?: never;
        /**
         * Book a service
         * @description Residents book for themselves; a community manager, a hospital or a partner names the resident. Dispatch starts immediately, even for a booking with a scheduled time. While the resident has an open booking of an emergency service, another request for that service gets 409 `open_emergency` with the `openBooking`; if it is for another person, send it again with `forAnotherPerson`. A resident can have at most `maxOpen` open bookings of a service type; one more gets 409 `too_many_open`, also with `openBooking`, and the person should call the emergency number.
         */
        post: operations["createBooking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a booking
         * @description One booking, with the transitions the caller may make now.
         */
        get: operations["getBooking"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a booking
         * @description Assign, reassign, unassign, advance or cancel a booking. The service's policy and the caller's role decide what is allowed; any other transition gets 409 `illegal_transition` with `allowedTransitions`.
         */
        post: operations["transitionBooking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/escalation-acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge the escalation of a booking
         * @description Records that somebody has seen to the escalation of a missed clock: staff of the booking's hospital with the duty `dispatch`, its administrators and keys, and super admins. The first is recorded; for anyone after, the reply is the booking as it is.
         */
        post: operations["acknowledgeBookingEscalation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the timeline of a booking
         * @description The recorded events of the booking, oldest first. Replaying them gives the booking's state.
         */
        get: operations["listBookingTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the offers of a booking
         * @description Every offer made for the booking, newest first.
         */
        get: operations["listBookingOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/positions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report the assignee's position
         * @description For the assignee only, from assignment until completion. Clients that follow the booking receive the position immediately.
         */
        post: operations["reportBookingPosition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my offers
         * @description The caller's own offers, newest first. A resident volunteer sees the service and the distance; the booking and its location become visible on acceptance.
         */
        get: operations["listOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/offers/{offerId}/response": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer an offer
         * @description The first person to accept gets the booking. Anyone who accepts later gets 409 `offer_closed` with the offer's `state`.
         */
        post: operations["respondToOffer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the way of the assignee to a booking
         * @description From the last position of the assignee to the place of the booking, with the expected arrival: by car for staff, on foot for volunteers, along the ways of a map where a routing server is configured and answers. Null once they have arrived, and as long as nobody is assigned or has said where they are.
         */
        get: operations["getBookingRoute"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/volunteers-nearby": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the volunteers near a booking
         * @description How many residents of the community who help neighbours live around the place, in coarse steps and never fewer than five, so that no one can be located: the centre is the middle of a square of about 500 metres that holds the place.
         */
        get: operations["countNearbyVolunteers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List units
         * @description Staff who can be sent to people, with what they do now: paramedics and nurses on duty, out of service or with a booking under way, newest record first. Staff of a hospital see the units of their hospital, community managers those that are at work in their community.
         */
        get: operations["listUnits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/nearest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the nearest units to a place
         * @description Units that have reported where they are, by how soon they can be at the place: the 25 nearest by the straight line are asked about at the routing server. The place is in the body because proxies and browsers store URLs. Changes nothing.
         */
        post: operations["findNearestUnits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unit-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages to units
         * @description Newest first. Administrators and staff with the duty `dispatch` see those of their hospital, units their own.
         */
        get: operations["listUnitMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/unit-messages/{unitMessageId}/acknowledgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a message has been seen
         * @description By the unit that it was sent to. Repeating it changes nothing.
         */
        post: operations["acknowledgeUnitMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{unitId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message to a unit
         * @description A short text to a member of staff who is sent to people, about a booking or not, by administrators and staff with the duty `dispatch`. The unit learns by `unseenMessages` that there is one, on the socket `/bookings` at once, and acknowledges it. Neither events nor sockets have the text.
         */
        post: operations["sendUnitMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{unitId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a unit
         * @description One unit, also one that is off duty.
         */
        get: operations["getUnit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{unitId}/out-of-service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a unit out of service
         * @description Dispatch offers the unit nothing until it is back in service, and its open offers are withdrawn; what it is assigned to stays with it. For oneself, or by administrators and staff with the duty `dispatch`. Repeating it changes the reason.
         */
        post: operations["putUnitOutOfService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{unitId}/in-service": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return a unit to service
         * @description Dispatch offers it work again while it is on duty. For oneself, or by administrators and staff with the duty `dispatch`. Repeating it changes nothing.
         */
        post: operations["returnUnitToService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a record
         * @description The files of one booking or call, newest first, with addresses to download those that are ready.
         */
        get: operations["listAttachments"];
        put?: never;
        /**
         * Announce a file
         * @description Announces a file of a booking or a call, and replies with how it is uploaded: send its bytes to `upload.url` with `upload.method` and `upload.headers`, exactly as many as `size` says, then complete it (`POST /v1/attachments/{attachmentId}/complete`). The address needs no credential and expires; the file can be sent again until then. What is not completed within a day is deleted. Those who may read the record may attach files to it; a volunteer who goes to somebody else's booking may not.
         */
        post: operations["createAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a file's description
         * @description What is known of a file, and while it is `ready` an address to download it, which needs no credential and expires after minutes: read it again for a new one. The reply at that address is saved by browsers and never shown, whatever the file is.
         */
        get: operations["getAttachment"];
        put?: never;
        post?: never;
        /**
         * Delete a file
         * @description Deletes it at once, with what was uploaded: addresses that were made before lead nowhere soon. Who attached it may, the administrators of the hospital, and keys.
         */
        delete: operations["deleteAttachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachmentId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete an upload
         * @description Says that the file was sent. It is then checked (`checking`), which takes seconds: `ready` when its size is the announced one and its content is of the announced type, and where the service has a scanner nothing malicious was found; else `rejected` with the reason, and deleted. Read it until then, or listen to `attachment.ready` and `attachment.rejected`. Repeating it changes nothing.
         */
        post: operations["completeAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachmentId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description Where `download.url` of an attachment leads if the service itself passes files on from the file store. The address is the credential. A reply that ends before its `Content-Length` is damaged.
         */
        get: operations["getAttachmentContent"];
        /**
         * Upload a file
         * @description Where `upload.url` of a new attachment leads if the service itself passes files on to the file store. The address is the credential; once the upload was completed it stores nothing any more. Sending another file replaces the one before.
         */
        put: operations["uploadAttachmentContent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List current announcements
         * @description Announcements that have not ended, newest first: residents and community managers see those of the hospitals that serve their community.
         */
        get: operations["listAnnouncements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/announcements/{announcementId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an announcement
         * @description Stops showing it now. Repeating it changes nothing.
         */
        delete: operations["withdrawAnnouncement"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hospitals/{hospitalId}/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an announcement
         * @description Shows it at once to the staff of the hospital and to everyone in the communities that the hospital serves.
         */
        post: operations["publishAnnouncement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities/{communityId}/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the current announcements of a community
         * @description Those of its managers that have not ended, newest first.
         */
        get: operations["listCommunityAnnouncements"];
        put?: never;
        /**
         * Publish an announcement to a community
         * @description Notifies every active resident of the community, each as they chose for the class `community`. A community can have a few in 24 hours (`KIWIMESH_COMMUNITY_ANNOUNCEMENTS_PER_DAY`); 429 says when it can have the next. Preview it first: residents are notified at once.
         */
        post: operations["publishCommunityAnnouncement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities/{communityId}/announcements/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview an announcement to a community
         * @description How many people it would reach, by which ways, how the notification reads in their languages, and whether it could be published now. Nothing is sent. 422 for what could not be published at all.
         */
        post: operations["previewCommunityAnnouncement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities/{communityId}/announcements/{announcementId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an announcement to a community
         * @description Stops showing it, and notifying residents of it, now. Repeating it changes nothing.
         */
        delete: operations["withdrawCommunityAnnouncement"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your notifications
         * @description The caller's notifications of the last 90 days, newest first, in their language and zone. On sockets (`/bookings`) the event `notification` says when to list again.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/message-costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what messages cost
         * @description SMS and WhatsApp messages that a provider took, by month (UTC), hospital, provider, channel and country of the phone, newest month first. One-time codes and messages on behalf of no hospital have `hospitalId` null; hospital admins get those of their hospital. Costs follow the prices of the settings at the time of sending.
         */
        get: operations["listMessageCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get your notification preferences
         * @description The defaults, where the caller has chosen nothing.
         */
        get: operations["getNotificationPreferences"];
        /**
         * Set your notification preferences
         * @description Replaces all of them. 422 where a class is named twice, a required channel is left out, or the quiet hours end when they begin, and for a digest where the caller has no confirmed email address.
         */
        put: operations["setNotificationPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the texts of notifications
         * @description Each with the classes it is sent in and what it can name.
         */
        get: operations["listNotificationTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notification-templates/{template}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview a text of notifications
         * @description As readers of each language get it, with the values of an example, and how many SMS the line for outside takes. 422 for a service type or language that does not exist.
         */
        get: operations["previewNotificationTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hospitals/{hospitalId}/notification-texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a hospital's own texts of notifications
         * @description Those that differ from the platform's, by template and language.
         */
        get: operations["listNotificationTexts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/hospitals/{hospitalId}/notification-texts/{template}/{language}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a hospital's own text of notifications
         * @description Replaces all parts of the text in this language, from the next reading and sending on; a part that is left out is that of the platform again. 422 names each part that breaks a rule: too long, an unknown variable, or outside a service or a word about health.
         */
        put: operations["setNotificationText"];
        post?: never;
        /**
         * Reset a hospital's own text of notifications
         * @description All of its parts are those of the platform again. Repeating it changes nothing.
         */
        delete: operations["resetNotificationText"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark notifications as read
         * @description One and all that came before it. What came after it, which the caller may not have seen yet, stays unread.
         */
        post: operations["readNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{notificationId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List how a notification was sent
         * @description Each channel outside of the product that was tried, with what came of it. Empty where it is in the list alone, or waits for the end of quiet hours.
         */
        get: operations["listNotificationDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{notificationId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a notification as read
         * @description Repeating it changes nothing.
         */
        post: operations["readNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities/{communityId}/defibrillators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the defibrillators of a community
         * @description The register of a community, newest first: where each one is, when it can be reached, and whether it can be used now.
         */
        get: operations["listDefibrillators"];
        put?: never;
        /**
         * Register a defibrillator
         * @description Adds a defibrillator to the register of a community. It is used for responses to a cardiac arrest once it was checked. Its photo is an address for now: files are kept by attachments, which do not exist yet.
         */
        post: operations["createDefibrillator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/defibrillators/{defibrillatorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a defibrillator
         * @description One defibrillator.
         */
        get: operations["getDefibrillator"];
        put?: never;
        post?: never;
        /**
         * Remove a defibrillator
         * @description Takes it from the register for good. Responses that used it keep its place. Repeating it changes nothing.
         */
        delete: operations["removeDefibrillator"];
        options?: never;
        head?: never;
        /**
         * Update a defibrillator
         * @description A JSON merge patch. `{"inService": false}` with a reason takes it out of service: nobody is sent for it.
         */
        patch: operations["updateDefibrillator"];
        trace?: never;
    };
    "/v1/defibrillators/{defibrillatorId}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record a check of a defibrillator
         * @description Records that somebody looked at it. `ready: false` with a reason takes it out of service, `ready: true` puts it back into service.
         */
        post: operations["recordDefibrillatorCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/volunteering": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show your volunteering
         * @description Whether you help neighbours, are available now, and which skills you declared. Only residents have it.
         */
        get: operations["getMyVolunteering"];
        /**
         * Set your availability
         * @description Switches calls for responses on or off, and keeps where you are, so that the nearest volunteers are asked. Repeat it with a new position while you move; without one your home counts.
         */
        put: operations["setMyVolunteering"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/skills/{skill}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Declare a skill
         * @description States that you hold a certificate, and that you agree to be asked to help when it is verified. A community manager verifies it; declaring it again asks for that again.
         */
        put: operations["declareMySkill"];
        post?: never;
        /**
         * Withdraw a skill
         * @description Deletes a skill that you declared, and with it your consent. Repeating it changes nothing.
         */
        delete: operations["withdrawMySkill"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities/{communityId}/volunteer-skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the skills of volunteers
         * @description What the residents of a community declared, newest first.
         */
        get: operations["listVolunteerSkills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/volunteer-skills/{volunteerSkillId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify or reject a skill
         * @description Records whether the certificate was seen. Skills count while they are verified and their certificate has not expired.
         */
        post: operations["decideVolunteerSkill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/neighbourhood-response": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the response of the neighbourhood
         * @description Who accepted, where they are and when they are expected. The bookings of its legs are followed like any other booking.
         */
        get: operations["getNeighbourhoodResponse"];
        put?: never;
        /**
         * Ask the neighbourhood to respond to a cardiac arrest
         * @description For an ambulance that is under way or requested: asks the nearest volunteers with proven skills, one to go to the patient and one by way of the nearest usable defibrillator. They see the place after accepting. Nurses and paramedics need the duty `dispatch`. Repeating it returns the present response.
         */
        post: operations["startNeighbourhoodResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/neighbourhood-response/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stand the neighbourhood down
         * @description Ends the response: volunteers on their way are notified that they are no longer needed. A cancelled ambulance does the same. Repeating it changes nothing.
         */
        post: operations["endNeighbourhoodResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bookings/{bookingId}/neighbourhood-response/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what became of a response
         * @description By staff for the ambulance, or by a volunteer for the booking that they accepted: whether the defibrillator was fetched and whether a shock was given.
         */
        post: operations["recordNeighbourhoodOutcome"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the settings
         * @description The settings in effect, including defaults.
         */
        get: operations["getSettings"];
        /**
         * Replace the settings
         * @description Replaces all settings; an omitted part goes back to its default. Every process applies the change within a second.
         */
        put: operations["putSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List dead letters
         * @description Deliveries and jobs that are not retried any more, newest first.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system/dead-letters/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a dead letter
         * @description Puts it back at the front of the queue and resets its attempts.
         */
        post: operations["retryDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit events
         * @description The audit log, newest first: a hospital's entries for its administrators, all entries for a super admin. Entries appear within about a second. Reading the log is itself recorded.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit-events/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify the audit log
         * @description Checks the authentication code of every seal and entry in order, and reports the first that was changed, removed, added or moved. Reads the whole log: a few seconds for each hundred thousand entries.
         */
        get: operations["verifyAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the scenarios of training
         * @description Every scenario, by id. What a case is about is not in it.
         */
        get: operations["listTrainingScenarios"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training/scenarios/{scenarioId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a scenario of training
         * @description With what the case is and how it is marked, for administrators and for operators who have ended a run of it.
         */
        get: operations["getTrainingScenario"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs of training
         * @description Newest first: operators their own, administrators those of their hospital.
         */
        get: operations["listTrainingRuns"];
        put?: never;
        /**
         * Start a run of a scenario
         * @description Rings a call of channel `training` at the caller's own desk, which the caller claims and handles as any other: words, decision, end. Nothing is ever dispatched from it. The caller of the scenario begins to speak when it is claimed. Needs the duty `dispatch`; an administrator may ring it for another operator with `operatorId`. In `audio` the caller's lines are spoken over the noise of the scenario, and transcribed as in any call; it is refused with `training_audio_unavailable` where the scenario's `audioUnavailable` says why.
         */
        post: operations["createTrainingRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a run of training
         * @description With its timeline for replay and, when it has ended, its score.
         */
        get: operations["getTrainingRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training/runs/{runId}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear the caller of a run
         * @description The caller's side of a spoken run as a WAV file in mono, 16 bits at 16,000 samples a second, from the moment the call was answered to its end or to now. The lines are spoken once more, at the times at which they were, over the same noise; none is stored. A reply that ends before its `Content-Length` is damaged. 404 with `training_run_not_spoken` for a run of text.
         */
        get: operations["getTrainingRunAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/training/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report on training
         * @description Runs that ended in a period, by operator and scenario, with what is missed most often.
         */
        get: operations["getTrainingReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process is running
         * @description For process supervisors: does not check dependencies.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process can take requests
         * @description For load balancers: 503 while the process starts or stops, or when the database is down; the problem then has `checks`.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your devices
         * @description The apps and browsers that receive the caller's pushes, newest first.
         */
        get: operations["listDevices"];
        put?: never;
        /**
         * Register the device that you are signed in on
         * @description From now on pushes to the caller reach this app or browser, until the session ends. Registering the same token or subscription again renews it; where somebody else was signed in on the device before, it is theirs no longer. A person has up to 20 devices: one more replaces the one that was renewed longest ago.
         */
        post: operations["registerDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{deviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove one of your devices
         * @description It receives no more pushes, nor those that are on their way to it.
         */
        delete: operations["removeDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{deviceId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Push a test to one of your devices
         * @description Pushes a line that says that notifications work. `lastPush` of the device says whether the push service took it.
         */
        post: operations["testDevice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/web-push-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the key with which browsers subscribe to pushes
         * @description The `applicationServerKey` of `pushManager.subscribe()` (VAPID, RFC 8292). A browser that is subscribed with another key has to subscribe again.
         */
        get: operations["getWebPushKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dev/push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Subscribe a browser of the sandbox
         * @description In development and test only: a subscription as a browser makes it, to register with `POST /v1/devices`. What is pushed to it is shown, decrypted, by `GET /dev/messages`.
         */
        post: operations["createSandboxSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dev/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages sent by the sandboxes
         * @description In development and test only: the messages that the sandbox SMS, WhatsApp, email and push adapters accepted, newest first. One-time codes can be read here.
         */
        get: operations["listSentMessages"];
        put?: never;
        /**
         * Write a message as a person
         * @description In development and test only: the sandbox of SMS passes a message of a person on, signed and by HTTP, as a provider does. What is answered is shown by `GET /dev/messages`.
         */
        post: operations["createSandboxMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/messages/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A provider reports how far it got with a message
         * @description Sent by the provider of SMS and WhatsApp, which gets the address with each message or has it in its settings. Twilio signs the address and the bytes of the body; how another provider proves who it is says the file of its gateway. What arrives is kept and handled afterwards, each report once, whatever their order; repeating one changes nothing.
         */
        post: operations["receiveMessageReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/messages/{provider}/incoming": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A provider passes a message of a person on
         * @description Sent by the provider of SMS and WhatsApp when a person writes to a number of the installation, such as `YES` to an offer. The signature covers the address and the bytes of the body. What arrives is kept and handled afterwards, each message once; repeating one changes nothing.
         */
        post: operations["receiveMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbound-webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what providers sent
         * @description Newest first, without the bodies. Kept for 30 days.
         */
        get: operations["listInboundWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbound-webhooks/{inboundWebhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a provider sent
         * @description With the body as it arrived, which may name a person's phone: reading it is recorded in the audit log.
         */
        get: operations["getInboundWebhook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/inbound-webhooks/{inboundWebhookId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Handle again what a provider sent
         * @description For what failed, once its cause is fixed. Handling again what was handled changes nothing.
         */
        post: operations["replayInboundWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the events that webhooks can send
         * @description With version, JSON Schema and example of `data`: ids, states and times, never data of a person.
         */
        get: operations["listWebhookEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events as webhooks send them
         * @description Newest first, or with `updatedSince` oldest first: what `kiwimesh webhooks listen` forwards while a receiver is developed. Kept for 30 days.
         */
        get: operations["listWebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Where partners receive events, newest first, without their secrets.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Create a webhook endpoint
         * @description Events of the chosen types are sent there from now on, signed by Standard Webhooks. The secret is shown only in this reply, which an API key gets only with both scopes.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhookEndpointId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook endpoint
         * @description Without its secret.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description At once, with what is still to be delivered and the log of deliveries.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Update, pause or resume a webhook endpoint
         * @description `{"state": "paused"}` stops sending: what waits stays, what happens meanwhile is not sent. `{"state": "active"}` goes on; then replay from `pausedAt` what you missed.
         */
        patch: operations["updateWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhookEndpointId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rotate the secret of a webhook endpoint
         * @description The new secret is shown only in this reply. For `overlapSeconds`, a day by default, every webhook carries a signature of both secrets. An API key gets the reply only with both scopes.
         */
        post: operations["rotateWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhookEndpointId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends `webhook.test`, whose `data` has the id of the endpoint. The delivery shows how it went.
         */
        post: operations["testWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhookEndpointId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries of a webhook endpoint
         * @description Newest first, with every attempt. Kept for 30 days.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{webhookEndpointId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events again
         * @description By a range of time or by deliveries. Each event keeps its id, by which the partner tells a repeat, and within a record they come in their order.
         */
        post: operations["replayWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Format: uuid
         * @description A UUID (version 7, so that ids sort by creation time). Upper case is accepted; ids are returned in lower case.
         * @example 0193a5f0-7c1e-7000-8000-000000000005
         */
        Id: string;
        /** @description A location, with directions for people. */
        Location: {
            /** @description Degrees north, WGS 84. */
            latitude: number;
            /** @description Degrees east, WGS 84. */
            longitude: number;
            /** @description Directions for people. */
            address?: string;
            /** @description The accuracy radius, in metres. */
            accuracyMetres?: number;
        };
        /**
         * Format: date-time
         * @description A time in UTC, RFC 3339.
         * @example 2026-11-22T09:00:00.000Z
         */
        Timestamp: string;
        /** @description Increases by one with every change. The `ETag` is this number in quotes. */
        Version: number;
        /** @description A place of a community with a printed code. */
        Place: {
            id: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            name: string;
            location: components["schemas"]["Location"];
            /** @description What is printed there, as a QR code and as text. Upper and lower case, hyphens and the letters O, I and L for the digits 0 and 1 make no difference when it is read. */
            code: string;
            codeSince: components["schemas"]["Timestamp"];
            /** @description Whether its code works. */
            active: boolean;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        PlacePage: {
            data: components["schemas"]["Place"][];
            /** @description The `cursor` of the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description One error in the input. */
        InputFault: {
            /** @description A JSON pointer into the body (`/scheduledFor`), or `/query/limit`, `/path/bookingId`, `/headers/if-match`. */
            pointer: string;
            detail: string;
            /** @description The most likely intended value, in a form that would be accepted. */
            suggestion?: string;
        };
        /**
         * @description The id of a service type. A pattern, not a list: a policy file can add one.
         * @example ambulance
         */
        ServiceTypeId: string;
        /**
         * @description The state of a booking.
         * @enum {string}
         */
        BookingState: "requested" | "assigned" | "en_route" | "in_service" | "completed" | "cancelled";
        /** @description The open booking that blocks a further request for the same resident, as far as the caller may read it: an API key without `bookings:read` gets only the id. */
        OpenBooking: {
            id: components["schemas"]["Id"];
            serviceType?: components["schemas"]["ServiceTypeId"];
            /** @description Null if the caller may not see the booking, for example because it is at another hospital. */
            state?: components["schemas"]["BookingState"] | null;
            /** @description Null if the caller may not see the booking. */
            createdAt?: components["schemas"]["Timestamp"] | null;
        };
        /** @description An error, as defined by RFC 9457. Some codes have further members: `illegal_transition` has `allowedTransitions`, `offer_closed` has `state`, `version_conflict` has `version`, `open_emergency` and `too_many_open` have `openBooking`, `change_waiting` has `approvableAt`, `link_unusable` has `reason` (`unknown`, `used`, `replaced` or `expired`), `password_unacceptable` has `reasons`, `rate_limited` on a socket has `retryAfterMs`, and problems of a call for help from a place have `emergencyNumber`. An API key that may write a record but not read it gets neither the `detail` nor members that reveal the record's state. */
        Problem: {
            /**
             * Format: uri-reference
             * @description The path of the documentation of the code.
             */
            type: string;
            /** @description The same for every problem of the code. */
            title: string;
            status: number;
            /** @description What was wrong in this request and what to do about it. */
            detail?: string;
            /**
             * @description A stable code for programs.
             * @enum {string}
             */
            code: "invalid_request" | "malformed_json" | "unauthenticated" | "invalid_credentials" | "second_factor_required" | "second_factor_invalid" | "role_not_allowed" | "scope_missing" | "origin_not_allowed" | "second_factor_enrolment_required" | "reauthentication_required" | "person_required" | "owner_required" | "served_by_others" | "not_assignee" | "duty_required" | "not_call_operator" | "call_not_recorded" | "not_uploader" | "attachment_not_uploaded" | "attachment_closed" | "attachment_not_ready" | "too_many_attachments" | "audio_taken_over" | "operator_present" | "call_not_waiting" | "training_audio_unavailable" | "training_run_not_spoken" | "illegal_call_transition" | "not_found" | "method_not_allowed" | "change_waiting" | "version_conflict" | "illegal_transition" | "slot_taken" | "overlapping_booking" | "erasure_blocked" | "offer_closed" | "not_on_duty" | "not_escalated" | "last_administrator" | "open_emergency" | "no_response_possible" | "not_a_volunteer" | "too_many_open" | "already_exists" | "idempotency_in_progress" | "precondition_failed" | "payload_too_large" | "unsupported_media_type" | "unprocessable" | "reason_required" | "decision_reason_required" | "not_eligible" | "slot_unavailable" | "password_unacceptable" | "link_unusable" | "idempotency_key_reused" | "sign_in_locked" | "rate_limited" | "internal" | "dependency_down" | "overloaded" | "shutting_down";
            /** @description The id of the request in logs; quote it when asking for help. */
            correlationId: string;
            /** @description Each error in the input. */
            errors?: components["schemas"]["InputFault"][];
            /** @description For `open_emergency` and `too_many_open`: the newest open booking. */
            openBooking?: components["schemas"]["OpenBooking"];
            /** @description For everything under `/v1/calls`, whatever refused it: the region's number, to dial instead. */
            emergencyNumber?: string;
            /** @description For `password_unacceptable`, all that apply: too few or too many characters; repetition or a row of the keyboard; common or leaked; made of the person's name or email or the name of the service. */
            reasons?: ("too_short" | "too_long" | "monotonous" | "common" | "personal")[];
        } & {
            [key: string]: unknown;
        };
        /** @description A place to print a code for. */
        PlaceCreate: {
            /** @description Where it is, as people there call it. Unique in the community. */
            name: string;
            location: components["schemas"]["Location"];
        };
        /**
         * @description Part of the text to find; letter case is ignored.
         * @example rao
         */
        SearchText: string;
        /** @description A point on the map. */
        GeoPoint: {
            /** @description Degrees north, WGS 84. */
            latitude: number;
            /** @description Degrees east, WGS 84. */
            longitude: number;
        };
        /** @description What is looked for. */
        PlaceSearch: {
            /** @description A name, an address, a code, or parts of them. */
            text: components["schemas"]["SearchText"];
            /** @description Of results that match equally well the nearest to this point come first. */
            near?: components["schemas"]["GeoPoint"];
            /**
             * @description The maximum number of results.
             * @default 8
             */
            limit?: number;
        };
        /** @description A place, community or hospital that matches a search. */
        FoundPlace: {
            /**
             * @description `place`: a gate, lift or hall with a printed code.
             * @enum {string}
             */
            kind: "place" | "community" | "hospital";
            id: components["schemas"]["Id"];
            name: string;
            /** @description The community that it is in; null for a hospital. */
            communityId: components["schemas"]["Id"] | null;
            communityName: string | null;
            /** @description The point, with directions for people. */
            location: components["schemas"]["Location"];
            /** @description From `near` by the straight line, in metres; null without it. */
            distanceMetres: number | null;
        };
        /** @description Where it may be, the best match first. */
        FoundPlaces: {
            data: components["schemas"]["FoundPlace"][];
        };
        /** @description The fields to change. Omitted fields stay as they are. */
        PlacePatch: {
            /** @description Where it is, as people there call it. Unique in the community. */
            name?: string;
            location?: components["schemas"]["Location"];
            /** @description Whether its code works. */
            active?: boolean;
        };
        /**
         * @description What raises the alarm, which decides how urgent it is before anyone has spoken.
         * @enum {string}
         */
        AlarmDeviceKind: "pendant" | "panic_button" | "fire_panel" | "lift" | "other";
        /** @description A registered device that raises alarms. */
        AlarmDevice: {
            id: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            /** @description The id that the installation gives it. */
            deviceId: string;
            kind: components["schemas"]["AlarmDeviceKind"];
            /** @description Where it is; null for one that a resident carries. */
            placeId: components["schemas"]["Id"] | null;
            /** @description Whose it is; null for one of the community. */
            residentId: components["schemas"]["Id"] | null;
            active: boolean;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        AlarmDevicePage: {
            data: components["schemas"]["AlarmDevice"][];
            /** @description The `cursor` of the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A device that raises alarms. */
        AlarmDeviceCreate: {
            /** @description The id that the installation gives it, as in its alarms. Unique in the community. */
            deviceId: string;
            kind: components["schemas"]["AlarmDeviceKind"];
            /** @description Where it is, a place of the community. */
            placeId?: components["schemas"]["Id"] | null;
            /** @description Whose it is, a resident of the community. */
            residentId?: components["schemas"]["Id"] | null;
        };
        /** @description The fields to change. Omitted fields stay as they are; null clears a field. */
        AlarmDevicePatch: {
            kind?: components["schemas"]["AlarmDeviceKind"];
            placeId?: components["schemas"]["Id"] | null;
            residentId?: components["schemas"]["Id"] | null;
            active?: boolean;
        };
        /**
         * @description `waiting` rings at a desk; `active` and `held` have an operator; `ended` was answered and is over; `abandoned` was left by the caller while it waited; `missed` was answered by no one in time. The last two wait for a call-back.
         * @enum {string}
         */
        CallState: "waiting" | "active" | "held" | "ended" | "abandoned" | "missed";
        /**
         * @description How the call came in.
         * @enum {string}
         */
        CallChannel: "web" | "phone" | "typed" | "device" | "training";
        /**
         * @description `off`: nothing of the call is kept. `announced`: what is said will be kept; tell the person who calls before they speak. `recording`: it is being kept. `recorded`: the call is over, and its recording can be heard. `deleted`: its time is over.
         * @enum {string}
         */
        CallRecordingState: "off" | "announced" | "recording" | "recorded" | "deleted";
        /** @description 1 immediate, 2 emergency, 3 urgent, 4 semi-urgent, 5 non-urgent. */
        Urgency: number;
        /**
         * @description A language tag, BCP 47.
         * @example hi
         */
        Language: string;
        /**
         * @description A phone number, E.164.
         * @example +919800000004
         */
        Phone: string;
        /**
         * @description Where a value comes from: the `operator` who corrected it, found it by a `search` or set a `pin`, the `caller` who is known, their `browser`, their `home`, the `place` or `device` the call comes from, the `community`, what `triage` recommends, or the `words` that were said.
         * @enum {string}
         */
        CallValueSource: "operator" | "search" | "pin" | "caller" | "browser" | "home" | "place" | "device" | "community" | "triage" | "words";
        /** @description The device that raised the alarm. */
        CallDevice: {
            /** @description The id that the installation gives it. */
            id: string;
            kind: components["schemas"]["AlarmDeviceKind"];
            /** @description What it reported last, such as `fall` or `smoke`. */
            event: string | null;
            /** @description Whether it was a test, which rings nowhere. */
            test: boolean;
            /** @description How often it raised the alarm in this call. */
            alarms: number;
        };
        /**
         * @description What became of the call: `dispatched`, `advised`, `referred`, `transferred`, `false_call`, `duplicate`, `no_answer`, `test`, or a code of the hospital's own.
         * @example advised
         */
        CallDisposition: string;
        /** @description A call for help. */
        Call: {
            id: components["schemas"]["Id"];
            state: components["schemas"]["CallState"];
            channel: components["schemas"]["CallChannel"];
            /** @description Whether it is an exercise. Nothing is ever dispatched from one. */
            training: boolean;
            /** @description Whether the call is recorded. Where it is, show it to both sides. */
            recording: {
                state: components["schemas"]["CallRecordingState"];
            };
            /** @description The resident who calls or is called for; null while unknown. */
            residentId: components["schemas"]["Id"] | null;
            /** @description The community the call comes from; null while unknown. */
            communityId: components["schemas"]["Id"] | null;
            /** @description The hospital whose desk has the call; null for the desk of the platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description Who answered, or who called back. */
            operator: {
                id: components["schemas"]["Id"];
                name: string;
            } | null;
            /** @description The operator a transferred call is meant for, while it waits. */
            offeredTo: components["schemas"]["Id"] | null;
            /** @description The urgency that a person decided, or else that triage assessed; null before the first words. */
            urgency: components["schemas"]["Urgency"] | null;
            /** @description The assessment of what was said. */
            triageId: components["schemas"]["Id"] | null;
            /** @description What was booked from the call. */
            bookingId: components["schemas"]["Id"] | null;
            language: components["schemas"]["Language"];
            /** @description The number to call back. */
            callerPhone: components["schemas"]["Phone"] | null;
            /** @description Where help is needed, as far as it is known. */
            location: components["schemas"]["Location"] | null;
            /** @description Where `location` comes from. Where it is null, help is sent to the first of the `locations` of the call's context, such as the caller's home. */
            locationSource: components["schemas"]["CallValueSource"] | null;
            /** @description The place whose code the caller used; null without one. */
            placeId: components["schemas"]["Id"] | null;
            /** @description The device that raised the alarm; null for calls of people. */
            device: components["schemas"]["CallDevice"] | null;
            disposition: components["schemas"]["CallDisposition"] | null;
            /** @description What the operator noted for colleagues; null for residents. */
            notes: string | null;
            /** @description When a call that waits moves to the next desk, or counts as missed. */
            ringUntil: components["schemas"]["Timestamp"] | null;
            createdAt: components["schemas"]["Timestamp"];
            /** @description When it was first answered. */
            claimedAt: components["schemas"]["Timestamp"] | null;
            endedAt: components["schemas"]["Timestamp"] | null;
            /** @description When its disposition was recorded. */
            wrappedUpAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
        };
        /** @description One page of a list. */
        CallPage: {
            data: components["schemas"]["Call"][];
            /** @description The `cursor` of the next page; null on the last. */
            nextCursor: string | null;
        };
        /**
         * @description A phone number as people write it: with spaces, brackets or hyphens, `tel:`, a trunk zero, digits of any script. A number without a country code belongs to the region's country. It is stored and returned in E.164. A number that cannot be dialled is rejected, with the most likely intended number as the `suggestion`.
         * @example +919800000004
         * @example 098000 00004
         */
        PhoneInput: string;
        /** @description The device that raises the alarm. A test is recorded and ends at once. */
        CallDeviceInput: {
            /** @description The id that the installation gives it. */
            id: string;
            kind: components["schemas"]["AlarmDeviceKind"];
            /** @description What happened, such as `fall`, `no_motion` or `smoke`. */
            event?: string;
            /**
             * @description Whether it is a test, which is recorded and rings nowhere.
             * @default false
             */
            test?: boolean;
        };
        /** @description A call for help. */
        CallCreate: {
            channel: components["schemas"]["CallChannel"];
            /** @description The code printed at a gate, lift or hall; it says where the caller is. */
            placeCode?: string;
            callerPhone?: components["schemas"]["PhoneInput"];
            /** @description The resident who needs help, if known; residents may omit it. */
            residentId?: components["schemas"]["Id"];
            /** @description The hospital whose desk is asked first. By default the first that serves the community. */
            hospitalId?: components["schemas"]["Id"];
            language?: components["schemas"]["Language"];
            location?: components["schemas"]["Location"];
            /** @description What raises the alarm, on channel `device`. */
            device?: components["schemas"]["CallDeviceInput"];
        };
        /**
         * Format: date-time
         * @description A time, RFC 3339 with any offset. Leap seconds are not accepted.
         * @example 2026-11-24T10:30:00+05:30
         */
        TimestampInput: string;
        /** @description What desks do now, and how the calls of a period went, from the callers' side: a call counts as answered whichever desk answered it. Exercises and test alarms are not counted. */
        CallFigures: {
            /** @description When the figures were read. */
            at: components["schemas"]["Timestamp"];
            /** @description The calls are those that came in since then. */
            from: components["schemas"]["Timestamp"];
            /** @description The hospital whose desk it is; null for all desks, or those of the platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description False if more calls came in than are counted; the newest are. */
            complete: boolean;
            /** @description Calls that go on, whenever they came in. */
            now: {
                waiting: number;
                /** @description Since when the caller waits who waits longest; null while none does. */
                longestWaitSince: components["schemas"]["Timestamp"] | null;
                active: number;
                held: number;
                /** @description Calls that are over without a disposition. */
                toWrapUp: number;
            };
            /** @description Operators on duty, and those who have a call. */
            operators: {
                id: components["schemas"]["Id"];
                name: string;
                /** @description Null for operators of the platform. */
                hospitalId: components["schemas"]["Id"] | null;
                /**
                 * @description `wrapping_up`: the call is over and has no disposition yet.
                 * @enum {string}
                 */
                state: "free" | "in_call" | "on_hold" | "wrapping_up";
                /** @description The call; null while free. */
                callId: components["schemas"]["Id"] | null;
                /** @description When the call was answered, or over while wrapping up; null while free. */
                since: components["schemas"]["Timestamp"] | null;
            }[];
            /** @description Calls that came in during the period. */
            calls: {
                received: number;
                answered: number;
                /** @description Those answered within `answerTargetSeconds`. */
                answeredInTime: number;
                /** @description 15 seconds, within which nine of ten calls should be answered (NENA-STA-020.1-2020, Standard for 9-1-1 Call Processing). */
                answerTargetSeconds: number;
                /** @description Left by the caller while they waited, and not answered since. */
                abandoned: number;
                /** @description Answered by nobody in time, and not called back since. */
                missed: number;
                /** @description Calls of which audio was lost before it was transcribed. */
                audioLost: number;
            };
            /** @description How urgent the calls of the period are, the most urgent first; null for those without an urgency, last. */
            urgencies: {
                urgency: components["schemas"]["Urgency"] | null;
                calls: number;
            }[];
            /** @description How long calls of the period took to reach a stage, in the order in which calls reach them. */
            stages: {
                /**
                 * @description `answered`; `first_words` of the caller; `alert_to_action`: from when an operator had an emergency in front of them to their decision; `decided`; `unit_assigned`; `unit_on_scene`. Since the call came in, but for `alert_to_action`.
                 * @enum {string}
                 */
                stage: "answered" | "first_words" | "alert_to_action" | "decided" | "unit_assigned" | "unit_on_scene";
                /** @description Calls that reached it. */
                calls: number;
                medianSeconds: number | null;
                /** @description Nine of ten took no longer. */
                p90Seconds: number | null;
            }[];
            /** @description What was booked from calls of the period. */
            bookings: {
                made: number;
                /** @description Neither completed nor cancelled. */
                open: number;
                /** @description Open ones without an assignee. */
                unassigned: number;
                /** @description Those that were not assigned in time. */
                assignBreached: number;
                /** @description Those that were not reached in time. */
                arriveBreached: number;
            };
            /** @description The language models, as the answering process knows them. Without them triage runs on rules. */
            models: {
                /**
                 * @description `off`: no provider is configured. `ready`. `degraded`: some do not answer. `down`: none answers.
                 * @enum {string}
                 */
                state: "off" | "ready" | "degraded" | "down";
            };
        };
        /** @description A call for help by somebody without an account. */
        PlaceCallCreate: {
            /** @description The code printed at the gate, lift or hall where the caller is. */
            placeCode: string;
            /**
             * @description `web`: the caller speaks; `typed`: they write. Either may do both.
             * @default web
             * @enum {string}
             */
            channel?: "web" | "typed";
            language?: components["schemas"]["Language"];
            /**
             * Format: uuid
             * @description A random UUID that the page makes for this call and keeps to itself. A request with it and the same place code gets the same call.
             */
            returnKey?: string;
        };
        /** @description The call of a visitor, and what they take part in it with. */
        PlaceCall: {
            call: components["schemas"]["Call"];
            /** @description Sent as `Authorization: Bearer …`, and as `token` of the socket on /calls. Good for this call alone. */
            accessToken: string;
            /** @constant */
            tokenType: "Bearer";
            /** @description Seconds. The same `returnKey` gets a new token. */
            expiresIn: number;
            /** @description The region's number to dial when the desk does not answer. */
            emergencyNumber: string;
        };
        /** @description The fields that the gateway sends, in its own names; it may add others at any time. */
        VoiceForm: {
            [key: string]: string;
        };
        /** @description Who carries out the service. */
        Assignee: {
            /** @enum {string} */
            kind: "staff" | "resident";
            id: components["schemas"]["Id"];
            name: string;
        };
        /** @description A place on the way, and how to get at what is there. */
        Waypoint: {
            /** @description What is there, such as `defibrillator`. */
            kind: string;
            id: components["schemas"]["Id"];
            /** @description Where it is, for people. */
            name: string;
            /** @description Degrees north, WGS 84. */
            latitude: number;
            /** @description Degrees east, WGS 84. */
            longitude: number;
            /** @description How to get at it, such as whom to ask or which door is open. */
            directions?: string;
        };
        /** @description The SLA clocks of the booking. */
        BookingSla: {
            assignBy: components["schemas"]["Timestamp"] | null;
            arriveBy: components["schemas"]["Timestamp"] | null;
            /** @description Whether any SLA clock was missed. */
            breached: boolean;
        };
        /** @description Who performed the action. */
        Actor: {
            /** @enum {string} */
            kind: "staff" | "resident" | "system" | "api_key" | "visitor";
            id: components["schemas"]["Id"] | null;
            name: string | null;
        };
        /** @description A missed clock that was escalated as the service type requires, and who has seen to it. A later one takes its place. */
        BookingEscalation: {
            /**
             * @description The clock that was missed.
             * @enum {string}
             */
            clock: "assign" | "arrive";
            at: components["schemas"]["Timestamp"];
            acknowledgedAt: components["schemas"]["Timestamp"] | null;
            acknowledgedBy: components["schemas"]["Actor"] | null;
        };
        /** @description An amount of money. */
        Money: {
            /** @description In the smallest unit of the currency (paise, cents). */
            amount: number;
            /** @description ISO 4217. */
            currency: string;
        };
        /** @description The last known position of a person. */
        Position: {
            /** @description Degrees north, WGS 84. */
            latitude: number;
            /** @description Degrees east, WGS 84. */
            longitude: number;
            recordedAt: components["schemas"]["Timestamp"];
        };
        /** @description A booked service. */
        Booking: {
            id: components["schemas"]["Id"];
            serviceType: components["schemas"]["ServiceTypeId"];
            state: components["schemas"]["BookingState"];
            residentId: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            /** @description The hospital that serves the booking; null if volunteers do. */
            hospitalId: components["schemas"]["Id"] | null;
            assignee: components["schemas"]["Assignee"] | null;
            scheduledFor: components["schemas"]["Timestamp"] | null;
            scheduledUntil: components["schemas"]["Timestamp"] | null;
            location: components["schemas"]["Location"] | null;
            notes: string | null;
            /** @description The urgency of the assessment that it was made from, or that a person decided instead; null without one. */
            urgency: components["schemas"]["Urgency"] | null;
            /** @description The assessment that it was made from. */
            triageId: components["schemas"]["Id"] | null;
            /** @description The booking that Kiwimesh made it for, such as the ambulance that volunteers precede. */
            linkedTo: components["schemas"]["Id"] | null;
            /** @description Where the assignee goes first, to fetch something. */
            waypoint: components["schemas"]["Waypoint"] | null;
            sla: components["schemas"]["BookingSla"];
            escalation: components["schemas"]["BookingEscalation"] | null;
            payment: {
                trigger: string;
                amount: components["schemas"]["Money"];
            } | null;
            cancellation: {
                reason: string | null;
                by: components["schemas"]["Actor"];
            } | null;
            /** @description The last known position of the assignee while on the way. */
            position: components["schemas"]["Position"] | null;
            /** @description The states the caller may move the booking to now. */
            allowedTransitions: components["schemas"]["BookingState"][];
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description A concept found in the words or computed from measurements, with what is said about it. */
        TriageFinding: {
            concept: string;
            label: string;
            negated: boolean;
            /** @enum {string} */
            certainty: "certain" | "probable" | "possible";
            /**
             * @description Who has it; `caller` only when the caller is not the patient.
             * @enum {string}
             */
            subject: "patient" | "caller" | "other";
            /**
             * @description `past`: over. `feared`: asked about, not observed.
             * @enum {string}
             */
            time: "current" | "past" | "feared";
            /** @enum {string} */
            severity?: "mild" | "moderate" | "severe";
            /** @enum {string} */
            onset?: "sudden" | "gradual";
            /** @enum {string} */
            course?: "worsening" | "steady" | "improving";
            sinceMinutes?: number;
            site?: string;
            /** @description The words it came from, in UTF-16 code units of `text`; null if computed. */
            evidence: {
                start: number;
                end: number;
            } | null;
            /** @enum {string} */
            source: "rules" | "context" | "model";
        };
        /** @description One question to one model. */
        TriageAttempt: {
            provider: string;
            model: string;
            /** @description `answered`, or why the model gave no usable answer. */
            outcome: string;
            latencyMs: number;
            /** @description Millionths of a US dollar. */
            costMicros?: number;
            /** @enum {string} */
            reason?: "first" | "failover" | "hedge";
            deidentified?: boolean;
        };
        /** @description The urgency that a person decided. */
        TriageOverride: {
            urgency: components["schemas"]["Urgency"];
            reason: string;
            by: components["schemas"]["Actor"];
            at: components["schemas"]["Timestamp"];
        };
        /** @description Measured values, down to what a monitor shows without a pulse. Impossible ones are rejected. */
        TriageVitals: {
            /** @description mmHg */
            systolic?: number;
            /** @description mmHg */
            diastolic?: number;
            /** @description Beats a minute. */
            pulse?: number;
            /** @description Breaths a minute. */
            respiratoryRate?: number;
            temperatureCelsius?: number;
            /** @description Oxygen saturation in per cent. */
            spo2?: number;
            /** @description Blood glucose in mg/dL. */
            glucoseMgDl?: number;
        };
        /** @description What it turned out to be. */
        TriageOutcome: {
            condition: string | null;
            /** @description How urgent it was in hindsight. */
            urgency: components["schemas"]["Urgency"] | null;
            vitals: components["schemas"]["TriageVitals"] | null;
            notes: string | null;
            by: components["schemas"]["Actor"];
            at: components["schemas"]["Timestamp"];
        };
        /** @description An assessment of how urgent a problem is. */
        Triage: {
            id: components["schemas"]["Id"];
            /** @description The urgency in effect; that of `override` once there is one. */
            urgency: components["schemas"]["Urgency"];
            /** @description The urgency in words. */
            label: string;
            /** @description The urgency of the rules alone. Models never lower it. */
            rulesFloor: components["schemas"]["Urgency"];
            /**
             * @description What decided.
             * @enum {string}
             */
            source: "rules" | "llm";
            /** @description The provider of the model that contributed. */
            provider: string | null;
            model: string | null;
            /** @description Whether models were wanted and none answered in time. */
            degraded: boolean;
            /** @description Whether too little is known to call it safe; the urgency is 2 or 1 then. */
            insufficient: boolean;
            /** @description The language of labels, questions and advice. */
            language: components["schemas"]["Language"];
            /** @description The words; null if they were not shared or are deleted. */
            text: string | null;
            /** @description What the patient has now. */
            symptoms: {
                concept: string;
                label: string;
            }[];
            /** @description The rules that decided, most urgent first. */
            redFlags: {
                rule: string;
                urgency: components["schemas"]["Urgency"];
                label: string;
                why: string;
            }[];
            findings: components["schemas"]["TriageFinding"][];
            /** @description What to ask next, best first. */
            questions: {
                id: string;
                /** @description The concept that the answer decides. */
                concept: string;
                text: string;
            }[];
            /** @description What to do until help arrives, most important first. */
            advice: {
                id: string;
                steps: string[];
            }[];
            recommendedServiceType: components["schemas"]["ServiceTypeId"];
            attempts: components["schemas"]["TriageAttempt"][];
            latencyMs: number;
            /** @description The resident it is about, if known. */
            residentId: components["schemas"]["Id"] | null;
            /** @description The booking made from it. */
            bookingId: components["schemas"]["Id"] | null;
            override: components["schemas"]["TriageOverride"] | null;
            outcome: components["schemas"]["TriageOutcome"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
        };
        /** @description A booking as far as it is filled in from the call. */
        CallPrefill: {
            /** @description The service to send. */
            serviceType: {
                value: components["schemas"]["ServiceTypeId"] | null;
                source: components["schemas"]["CallValueSource"] | null;
            };
            /** @description Who needs help. */
            residentId: {
                value: components["schemas"]["Id"] | null;
                source: components["schemas"]["CallValueSource"] | null;
            };
            /** @description Where. */
            location: {
                value: components["schemas"]["Location"] | null;
                source: components["schemas"]["CallValueSource"] | null;
            };
            /** @description What the person who comes should know. */
            notes: {
                value: string | null;
                source: components["schemas"]["CallValueSource"] | null;
            };
            /** @description Where the caller said they are, and in which segment; null when they said nothing that reads as a place. */
            saidPlace: {
                text: string;
                sequence: number;
            } | null;
        };
        /** @description What an operator should see of a call. */
        CallContext: {
            call: components["schemas"]["Call"];
            /** @description Who calls or is called for; null while unknown, or where the desk may not read the record. */
            resident: {
                id: components["schemas"]["Id"];
                name: string;
                language: components["schemas"]["Language"];
                location: components["schemas"]["Location"] | null;
            } | null;
            /** @description Their earlier calls, newest first. */
            pastCalls: components["schemas"]["Call"][];
            /** @description Their newest bookings. */
            bookings: components["schemas"]["Booking"][];
            /** @description The place whose code the caller used; null without one. */
            place: {
                id: components["schemas"]["Id"];
                name: string;
                /** @description Calls with the code of this place in the last 24 hours, this one included. */
                callsToday: number;
            } | null;
            /** @description Where they may be, the most trustworthy first. */
            locations: {
                source: components["schemas"]["CallValueSource"];
                location: components["schemas"]["Location"];
            }[];
            triage: components["schemas"]["Triage"] | null;
            prefill: components["schemas"]["CallPrefill"];
        };
        /** @description The values to correct. Omitted ones stay as they are. */
        CallCorrection: {
            /** @description Who needs help. */
            residentId?: components["schemas"]["Id"] | null;
            location?: components["schemas"]["Location"] | null;
            /**
             * @description How the operator found the location: typed it (`operator`), chose it from a search, or set a pin on a map.
             * @default operator
             * @enum {string}
             */
            locationSource?: "operator" | "search" | "pin";
            serviceType?: components["schemas"]["ServiceTypeId"] | null;
            /** @description What the person who comes should know. */
            notes?: string | null;
        };
        /** @description What to book from a call. What it leaves out is taken from what is filled in. */
        CallBooking: {
            serviceType?: components["schemas"]["ServiceTypeId"];
            /** @description The resident to book for. */
            residentId?: components["schemas"]["Id"];
            /** @description The hospital that serves the booking; 422 if it does not offer the service to the resident's community. */
            hospitalId?: components["schemas"]["Id"];
            /** @description This hospital serves the booking if it offers the service there. Cannot be combined with `hospitalId`. */
            preferredHospitalId?: components["schemas"]["Id"];
            /** @description The start of a slot; as soon as possible if omitted. */
            scheduledFor?: components["schemas"]["TimestampInput"];
            location?: components["schemas"]["Location"];
            /** @description What the person who comes should know. */
            notes?: string;
            /** @description Another assessment than that of the call. */
            triageId?: components["schemas"]["Id"];
            /**
             * @description Whether those who see the booking may read what was said.
             * @default false
             */
            shareWords?: boolean;
            /** @description Whether it is for another person than the resident, who may have an open booking of an emergency service. */
            forAnotherPerson?: boolean;
        };
        /** @description What the operator decided. */
        CallDecision: {
            urgency: components["schemas"]["Urgency"];
            /** @enum {string} */
            action: "dispatch" | "advise" | "refer" | "false_call";
            /** @description Why the urgency is another than the assessed one. */
            reason?: string;
            /** @description What to book, for `dispatch`; what it leaves out is taken from what is filled in. */
            booking?: components["schemas"]["CallBooking"];
            /**
             * @description Whether to ask skilled neighbours as well, when the heart may have stopped.
             * @default false
             */
            neighbours?: boolean;
        };
        /** @description Who gets the call. */
        CallTransfer: {
            /** @description The id of a hospital (its desk) or of an operator, or `platform` for the desk of the platform. */
            to: string;
            /** @description What the next operator should know. */
            note?: string;
        };
        /** @description How the call ended. */
        CallEnd: {
            disposition: components["schemas"]["CallDisposition"];
            /** @description What colleagues should know. */
            notes?: string;
        };
        /**
         * @description Whose words they are.
         * @enum {string}
         */
        CallSpeaker: "caller" | "operator";
        /** @description Typed words. */
        CallMessage: {
            text: string;
            /** @default caller */
            speaker?: components["schemas"]["CallSpeaker"];
        };
        /** @description Words of a call that will not change, or that words are missing. */
        CallSegment: {
            id: components["schemas"]["Id"];
            /** @description Counts from 1 without gaps. */
            sequence: number;
            text: string;
            speaker: components["schemas"]["CallSpeaker"];
            /**
             * @description Whether they were spoken or typed. `missing`: somebody spoke here, and no words could be recognised in time; `text` is empty.
             * @enum {string}
             */
            source: "speech" | "typed" | "missing";
            /** @description The language of the words; null while unknown. */
            language: components["schemas"]["Language"] | null;
            /** @description Milliseconds from the beginning of the call. */
            startMs: number;
            endMs: number;
            /** @description Whether a sentence begins here. Speech comes a few words at a time: what goes on with the segment before, by the same speaker without a pause, is one sentence with it. */
            startsSentence: boolean;
        };
        /** @description Where the caller's device is. */
        CallPosition: {
            /** @description Degrees north, WGS 84. */
            latitude: number;
            /** @description Degrees east, WGS 84. */
            longitude: number;
            /** @description The accuracy radius, in metres. */
            accuracyMetres: number;
        };
        /** @description What is kept of the voices of a call. Times are milliseconds from the beginning of the call, as in the transcript. */
        CallRecording: {
            callId: components["schemas"]["Id"];
            state: components["schemas"]["CallRecordingState"];
            /** @description Why parts that were said are missing; null while none is. `storage_full` and `storage_unavailable`: they could not be stored. `overloaded`: more was said at once than could be stored. */
            incomplete: ("storage_full" | "storage_unavailable" | "overloaded") | null;
            /** @description To the end of what is stored; what was said last may take some seconds to be there. */
            durationMs: number;
            /** @description The sides of which something is stored. */
            sides: {
                side: components["schemas"]["CallSpeaker"];
                /** @description In order. Between them nothing was stored, and the audio is silent. */
                stretches: {
                    startMs: number;
                    endMs: number;
                }[];
            }[];
            /** @description When it is deleted; null where nothing is kept. */
            deleteAfter: components["schemas"]["Timestamp"] | null;
        };
        /** @description The words of a call, in order. */
        CallTranscript: {
            data: components["schemas"]["CallSegment"][];
            /** @description The `after` of the next page; null on the last. */
            nextSequence: number | null;
        };
        /** @description One recorded event of a call. */
        CallEvent: {
            id: components["schemas"]["Id"];
            /** @description Counts from 1 without gaps. */
            sequence: number;
            /** @description What happened, such as `received`, `claimed`, `operator_gone`, `first_words`, `urgency_raised`, `decided`, `ended`. */
            type: string;
            at: components["schemas"]["Timestamp"];
            actor: components["schemas"]["Actor"];
            /** @description Further details, depending on the type: ids, codes and numbers, never words. */
            data: {
                [key: string]: unknown;
            };
        };
        /** @description One page of a list. */
        CallEventPage: {
            data: components["schemas"]["CallEvent"][];
            /** @description The `cursor` of the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A model of the catalogue and its state. */
        ModelState: {
            provider: string;
            model: string;
            /** @description Whether the settings name its provider. */
            configured: boolean;
            /** @enum {string} */
            locality: "self_hosted" | "cloud";
            /**
             * @description The most sensitive content it may see as it is.
             * @enum {string}
             */
            trustedWith: "public" | "internal" | "phi";
            /** @enum {string} */
            reasoning: "light" | "standard" | "deep";
            contextTokens: number;
            /** @description US dollars per million tokens. */
            price: {
                input: number;
                output: number;
                /** @description The day on which the price was read. */
                asOf: string;
                source: string;
            };
            /** @description How many requests of one process may run at once. */
            concurrency: number;
            /** @description `open`: not asked for a while after failures; `half_open`: tried once. */
            breaker: string;
            retryInMs: number;
            inFlight: number;
            queued: number;
            /** @description Share of recent attempts without a usable answer. */
            errorRate: number;
            lastFailure: string | null;
            answered: number;
            failed: number;
            /** @description Of recent answers, in milliseconds. */
            latency: {
                p50: number;
                p95: number;
            } | null;
            /** @description Expected latency of an answer of usual length, in milliseconds. */
            predictedMs: number;
        };
        /** @description The models of this installation. */
        ModelList: {
            data: components["schemas"]["ModelState"][];
        };
        /** @description The dimensions of an ask, without its content. */
        ModelAskDimensions: {
            /** @enum {string} */
            sensitivity: "public" | "internal" | "phi";
            /** @enum {string} */
            reasoning: "light" | "standard" | "deep";
            budgetMs: number;
            /** @description Millionths of a US dollar. */
            maxCostMicros: number;
            /**
             * @description Prompt, messages and schema together, at most. The default is that of triage.
             * @default 7000
             */
            inputTokens?: number;
            /** @default 900 */
            maxOutputTokens?: number;
            /**
             * @description Whether the content could be cleaned of what identifies people.
             * @default true
             */
            deidentifiable?: boolean;
            /** @description The hospital or community whose budgets count; none are counted without it. */
            tenant?: components["schemas"]["Id"];
        };
        /** @description A model that was considered. */
        TriageCandidate: {
            provider: string;
            model: string;
            /** @description Its place in the order of asking; null when it was excluded. */
            rank: number | null;
            /** @description Why it was not asked, such as `not_trusted` or `breaker_open`. */
            excludedBy: string | null;
            predictedLatencyMs: number | null;
            /** @description Upper bound of its cost in millionths of a US dollar. */
            maxCostMicros: number;
        };
        /** @description The models in the order of asking, then the others. */
        ModelExplanation: {
            data: components["schemas"]["TriageCandidate"][];
        };
        /**
         * Format: date
         * @description A calendar date.
         * @example 1958-03-14
         */
        CalendarDate: string;
        /** @description What models cost, in millionths of a US dollar. */
        ModelSpendList: {
            dailyBudgetMicros: number;
            monthlyBudgetMicros: number;
            totalMicros: number;
            data: {
                /** @description The id of a hospital or community, or `platform`. */
                tenant: string;
                /** Format: date */
                day: string;
                task: string;
                /** @description Provider and model. */
                model: string;
                asks: number;
                micros: number;
            }[];
        };
        /** @description One page of a list. */
        TriagePage: {
            data: components["schemas"]["Triage"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description What is known about the patient beside the words. */
        TriageContext: {
            ageYears?: number;
            /** @description For infants; together with `ageYears` it is added to it. */
            ageMonths?: number;
            /** @enum {string} */
            sex?: "female" | "male" | "other";
            pregnant?: boolean;
            vitals?: components["schemas"]["TriageVitals"];
            /** @description Known conditions in words, such as `type 2 diabetes`. */
            conditions?: string[];
            /** @description Medicines in words, such as `warfarin 5 mg`. */
            medications?: string[];
        };
        /** @description What is wrong, in words. */
        TriageRequest: {
            /** @description What was said or noted, as it was said; it can be empty. `evidence` in the reply refers to it in UTF-16 code units. */
            text: string;
            /** @description The language of labels, questions and advice; all languages are understood whatever it says. Without it, Hindi for text in Devanagari, and English for all other. */
            language?: components["schemas"]["Language"];
            context?: components["schemas"]["TriageContext"];
            /** @description Who speaks, for calls; in order, not overlapping. Words of the text that are in no turn count as said by an unknown speaker. */
            turns?: {
                start: number;
                end: number;
                /** @enum {string} */
                speaker: "caller" | "operator" | "unknown";
            }[];
            /** @description The resident it is about; residents may omit it for themselves. */
            residentId?: components["schemas"]["Id"];
            /**
             * @description Whether to leave models out.
             * @default false
             */
            rulesOnly?: boolean;
            /**
             * @description Milliseconds until the reply at the latest; models that are not ready by then are left out.
             * @default 2000
             */
            budgetMs?: number;
        };
        /** @description Another urgency, and why. */
        TriageOverrideRequest: {
            urgency: components["schemas"]["Urgency"];
            reason: string;
        };
        /** @description What it turned out to be. A later report replaces an earlier one. */
        TriageOutcomeRequest: {
            condition?: string;
            /** @description How urgent it was in hindsight. */
            urgency?: components["schemas"]["Urgency"];
            /** @description Measured on arrival. */
            vitals?: components["schemas"]["TriageVitals"];
            notes?: string;
        };
        /** @description How an assessment was made. */
        TriageDecision: {
            triageId: components["schemas"]["Id"];
            /** @description The version of rules, lexicons and other data. */
            knowledgeVersion: string;
            prompt: {
                name: string;
                version: number;
            } | null;
            provider: string | null;
            model: string | null;
            /** @description What was decided, before an override. */
            urgency: components["schemas"]["Urgency"];
            rulesUrgency: components["schemas"]["Urgency"];
            /** @description What the model would have said; it can only raise. */
            modelUrgency: components["schemas"]["Urgency"] | null;
            /** @description Whether rules and model differ. */
            disagreement: boolean;
            /** @description Findings of the model without words in the text to stand on. */
            droppedFindings: number;
            attempts: components["schemas"]["TriageAttempt"][];
            candidates: components["schemas"]["TriageCandidate"][];
            costMicros: number;
            latencyMs: number;
            override: components["schemas"]["TriageOverride"] | null;
            createdAt: components["schemas"]["Timestamp"];
            /** @description When the record is deleted (`triage.retentionDays` of the settings). */
            expiresAt: components["schemas"]["Timestamp"];
        };
        /** @description The public source of a rule. */
        TriageRuleSource: {
            title: string;
            publisher: string;
            year: number;
            /** Format: uri */
            url: string;
        };
        /** @description A rule of triage. */
        TriageRule: {
            id: string;
            urgency: components["schemas"]["Urgency"];
            topic: string;
            label: string;
            why: string;
            source: components["schemas"]["TriageRuleSource"];
        };
        /** @description All rules. */
        TriageRuleList: {
            /** @description Changes with every change of the rules, lexicons or other data of triage. */
            knowledgeVersion: string;
            data: components["schemas"]["TriageRule"][];
        };
        /** @description What assessments say, in one language. */
        TriageWords: {
            /** @description Changes with every change of the rules, lexicons or other data of triage. */
            knowledgeVersion: string;
            /** @description The language that the words are in; English where there are none in the one asked for. */
            language: components["schemas"]["Language"];
            /** @description What can be found, by `concept`. */
            concepts: {
                [key: string]: string;
            };
            /** @description By `rule`. */
            rules: {
                [key: string]: {
                    label: string;
                    why: string;
                };
            };
            /** @description By the id of the question. */
            questions: {
                [key: string]: string;
            };
            /** @description The steps, by the id of the advice. */
            advice: {
                [key: string]: string[];
            };
        };
        /** @description What was said, what was decided, and what it was. */
        TriagePair: {
            id: components["schemas"]["Id"];
            text: string | null;
            language: components["schemas"]["Language"];
            context: components["schemas"]["TriageContext"];
            /** @description How urgent it was in hindsight. */
            urgency: components["schemas"]["Urgency"] | null;
            /** @description The urgency that triage decided. */
            decided: components["schemas"]["Urgency"];
            rulesFloor: components["schemas"]["Urgency"];
            override: components["schemas"]["Urgency"] | null;
            condition: string | null;
        };
        /** @description One page of a list. */
        TriagePairPage: {
            data: components["schemas"]["TriagePair"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description Cases to assess. */
        TriageEvaluationRequest: {
            /** @default false */
            rulesOnly?: boolean;
            /** @default 2000 */
            budgetMs?: number;
            cases: {
                /** @description Your own name of the case. */
                id: string;
                text: string;
                language?: components["schemas"]["Language"];
                context?: components["schemas"]["TriageContext"];
            }[];
        };
        /** @description The result of each case, in order. */
        TriageEvaluation: {
            data: {
                id: string;
                urgency: components["schemas"]["Urgency"];
                rulesFloor: components["schemas"]["Urgency"];
                insufficient: boolean;
                degraded: boolean;
                /** @enum {string} */
                source: "rules" | "llm";
                provider: string | null;
                model: string | null;
                redFlags: string[];
                /** @description Concepts found, `!` before those that are denied. */
                findings: string[];
                latencyMs: number;
                costMicros: number;
            }[];
        };
        /** @description A public Ed25519 key (RFC 8037). */
        JsonWebKey: {
            /** @constant */
            kty: "OKP";
            /** @constant */
            crv: "Ed25519";
            /** @description The public key, base64url. */
            x: string;
            /** @description The key id in the header of tokens. */
            kid: string;
            /** @constant */
            alg: "EdDSA";
            /** @constant */
            use: "sig";
        };
        /** @description Public keys (RFC 7517). */
        JsonWebKeySet: {
            keys: components["schemas"]["JsonWebKey"][];
        };
        /**
         * @description An email address. Surrounding whitespace and letter case are ignored; it is stored and returned in lower case, with an internationalised domain in its ASCII form (RFC 5891).
         * @example meera.nair@sahyadri.example
         */
        EmailInput: string;
        /** @description The six digits the authenticator app shows. */
        TotpCode: string;
        /** @description One of the recovery codes; hyphens, spaces and letter case are ignored. */
        RecoveryCode: string;
        /** @description The credentials of a member of staff. */
        LoginRequest: {
            email: components["schemas"]["EmailInput"];
            password: string;
            code?: components["schemas"]["TotpCode"];
            recoveryCode?: components["schemas"]["RecoveryCode"];
        };
        /** @description The tokens of a session. */
        TokenReply: {
            /** @description Send it as `Authorization: Bearer …`. */
            accessToken: string;
            /** @description Exchange it for new tokens, once. */
            refreshToken: string;
            /** @description Seconds until the access token expires. */
            expiresIn: number;
            /** @constant */
            tokenType: "Bearer";
        };
        /**
         * @description ISO 3166-1 alpha-2: the country of a number written without a country code; defaults to the region's.
         * @example IN
         */
        PhoneCountry: string;
        /** @description A random id that a client generates once and stores, such as a UUID; the SDK does this. Send the same id when requesting a code and when signing in with it. A code requested with a device id can only be tried from that device, and a device that has signed in before has its own budget of attempts, which others cannot use up. Only a digest of the id is stored. */
        DeviceId: string;
        /** @description Where to send the code. */
        OtpRequest: {
            phone: components["schemas"]["PhoneInput"];
            phoneCountry?: components["schemas"]["PhoneCountry"];
            /**
             * @description How to send the code; defaults to the first of `phoneChannels` of the region, also in place of one that is not among them. `email` sends it to the address on file; if there is none, nothing is sent and the reply is the same.
             * @enum {string}
             */
            channel?: "sms" | "whatsapp" | "email";
            deviceId?: components["schemas"]["DeviceId"];
        };
        /** @description A code was sent, if the number belongs to a resident. */
        OtpChallenge: {
            /** @description The number in E.164, as it was understood. */
            phone: components["schemas"]["Phone"];
            challengeId: components["schemas"]["Id"];
            /** @description Seconds until the code expires. */
            expiresIn: number;
            /** @description Seconds until another code can be requested. */
            resendAfter: number;
        };
        /** @description The code the person received. */
        OtpVerify: {
            phone: components["schemas"]["PhoneInput"];
            phoneCountry?: components["schemas"]["PhoneCountry"];
            /** @description Digits only. */
            code: string;
            deviceId?: components["schemas"]["DeviceId"];
        };
        /**
         * @description The part of the emailed link after `=`.
         * @example 2Jx5cGfV0mZkq3S8b1nYwR7tLd9aQeHiUoPxCzTsK4M
         */
        AccountLinkToken: string;
        /** @description The link to inspect. */
        AccountLinkInspection: {
            token: components["schemas"]["AccountLinkToken"];
        };
        /**
         * Format: email
         * @description An email address.
         * @example meera.nair@sahyadri.example
         */
        Email: string;
        /** @description The purpose of a link. */
        AccountLink: {
            /** @enum {string} */
            purpose: "invitation" | "password_reset";
            email: components["schemas"]["Email"];
            expiresAt: components["schemas"]["Timestamp"];
            /** @description The minimum and maximum length of a password, in characters. Other rules are reported when a password is rejected. */
            password: {
                minLength: number;
                maxLength: number;
            };
        };
        /** @description At least 15 characters of any kind, including spaces. Passwords that are common, have leaked, or contain little more than the person's own name or email are rejected with 422 `password_unacceptable` and the `reasons`. */
        NewPassword: string;
        /** @description A password chosen with a link. */
        PasswordChoice: {
            token: components["schemas"]["AccountLinkToken"];
            password: components["schemas"]["NewPassword"];
        };
        /** @description The password is set. The person is not signed in. */
        PasswordChosen: {
            email: components["schemas"]["Email"];
            /**
             * @description What to do next.
             * @enum {string}
             */
            next: "sign_in";
        };
        /** @description The account whose password to reset. */
        PasswordResetRequest: {
            email: components["schemas"]["EmailInput"];
            /** @description The language of the email, English or Hindi, for people who have chosen none; defaults to the first language of the region. */
            language?: components["schemas"]["Language"];
        };
        /** @description The refresh token to exchange. */
        RefreshRequest: {
            /** @description The token from the sign-in or the last refresh. */
            refreshToken: string;
        };
        /** @description A session of a signed-in person. */
        Session: {
            id: components["schemas"]["Id"];
            /** @description The client that signed in, in words for people, such as `Chrome on Android`. */
            device: string;
            createdAt: components["schemas"]["Timestamp"];
            /** @description The last request or refresh, accurate to a minute. */
            lastUsedAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"];
            /** @description The client that signed in, as it identified itself. */
            userAgent: string | null;
            /** @description Whether it is the session of this request. */
            current: boolean;
        };
        /** @description One page of a list. */
        SessionPage: {
            data: components["schemas"]["Session"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description The role of a person.
         * @enum {string}
         */
        Role: "super_admin" | "hospital_admin" | "nurse" | "paramedic" | "community_manager" | "resident";
        /** @description A pending change of the phone or email that a person signs in with. */
        AddressChange: {
            id: components["schemas"]["Id"];
            /** @description The person the address belongs to. */
            person: {
                /** @enum {string} */
                kind: "staff" | "resident";
                id: components["schemas"]["Id"];
            };
            /** @enum {string} */
            channel: "phone" | "email";
            /** @description The new phone or email. */
            address: string;
            requestedAt: components["schemas"]["Timestamp"];
            /** @description When a super admin may approve it from; null where only the person can confirm it. */
            approvableAt: components["schemas"]["Timestamp"] | null;
            /** @description When the change expires. */
            expiresAt: components["schemas"]["Timestamp"];
        };
        /**
         * @description What staff can be asked to do beside their role. `dispatch`: take emergency calls.
         * @enum {string}
         */
        Duty: "dispatch";
        /** @description The current user. */
        Me: {
            /** @enum {string} */
            kind: "staff" | "resident";
            id: components["schemas"]["Id"];
            role: components["schemas"]["Role"];
            name: string;
            hospitalId: components["schemas"]["Id"] | null;
            communityId: components["schemas"]["Id"] | null;
            email?: components["schemas"]["Email"] | null;
            phone?: components["schemas"]["Phone"] | null;
            /** @description For residents: whether the person has signed in with a code sent to the phone. Until then the number is as others entered it. */
            phoneProven?: boolean;
            /** @description For residents: whether the person has verified the email with a code. Until then it is a contact detail and receives no codes. */
            emailProven?: boolean;
            /** @description Pending sign-in addresses, which take effect when the person confirms them or a super admin approves them. */
            pendingAddresses?: components["schemas"]["AddressChange"][];
            /** @description For staff: whether the person is available for work now. */
            onDuty?: boolean;
            /** @description For staff: what the person does beside their role. */
            duties?: components["schemas"]["Duty"][];
            /** @description The language of messages and emails to the caller. */
            language?: components["schemas"]["Language"];
            /** @description For residents: whether the person receives Neighbor SOS calls. */
            neighborSosVolunteer?: boolean;
        };
        /** @description The settings to change. `onDuty` is for staff, `neighborSosVolunteer` for residents. */
        MePatch: {
            /** @description Whether the person is available for work now. */
            onDuty?: boolean;
            /** @description The language of messages and emails; for staff, a language that the region supports. */
            language?: components["schemas"]["Language"];
            /** @description Whether the person receives Neighbor SOS calls. */
            neighborSosVolunteer?: boolean;
        };
        /**
         * @description A kind of record that files can be attached to.
         * @enum {string}
         */
        AttachmentRecordType: "booking" | "call";
        /** @description The record that a file belongs to. */
        AttachmentRecord: {
            type: components["schemas"]["AttachmentRecordType"];
            id: components["schemas"]["Id"];
        };
        /**
         * @description What a file is. Its content decides whether that is so.
         * @enum {string}
         */
        AttachmentContentType: "image/jpeg" | "image/png" | "image/webp" | "application/pdf";
        /**
         * @description `pending`: its upload is awaited. `checking`: it was uploaded and is looked at. `ready`: it can be downloaded. `rejected`: it was not kept.
         * @enum {string}
         */
        AttachmentState: "pending" | "checking" | "ready" | "rejected";
        /** @description Where a file is downloaded. The address is all that it takes; it expires. */
        AttachmentAddress: {
            /**
             * Format: uri
             * @description For a GET without credentials.
             */
            url: string;
            expiresAt: components["schemas"]["Timestamp"];
        };
        /** @description A file that belongs to a booking or a call. */
        Attachment: {
            id: components["schemas"]["Id"];
            record: components["schemas"]["AttachmentRecord"];
            /** @description The name that it is saved under, as its uploader called it. */
            fileName: string;
            contentType: components["schemas"]["AttachmentContentType"];
            /** @description Bytes: as announced, and once it is ready as it is downloaded. Pictures lose what they say beside their pixels, such as where they were taken. */
            size: number;
            state: components["schemas"]["AttachmentState"];
            /** @description Why it was not kept; null otherwise. `wrong_size`: it had another size than was announced. `wrong_type`: its content is not of the announced type. `unreadable`: it does not have the form of a picture of its type. `malware`: a scanner found malicious software in it. `not_scannable`: it is larger than the scanner takes. */
            rejection: ("wrong_size" | "wrong_type" | "unreadable" | "malware" | "not_scannable") | null;
            /** @description SHA-256 of the file, hexadecimal; null before it is ready. */
            sha256: string | null;
            /** @description Who attached it. */
            createdBy: {
                /** @enum {string} */
                kind: "staff" | "resident" | "api_key";
                id: components["schemas"]["Id"];
            };
            createdAt: components["schemas"]["Timestamp"];
            /** @description When it could be downloaded first; null before. */
            readyAt: components["schemas"]["Timestamp"] | null;
            /** @description Where it is downloaded; null while it is not ready. */
            download: components["schemas"]["AttachmentAddress"] | null;
        };
        /** @description Who deactivated a record, and who can reactivate it. */
        Deactivation: {
            at: components["schemas"]["Timestamp"];
            /** @description The role of the person who deactivated it; null if that happened before roles were recorded. */
            role: ("super_admin" | "hospital_admin" | "community_manager" | "api_key" | "system") | null;
            /** @description Roles that can reactivate it, among those that may change the record: always a super admin, otherwise people of the hospital or community that deactivated it. */
            liftableBy: ("super_admin" | "hospital_admin" | "community_manager" | "api_key")[];
        };
        /** @description A person who lives in a community. */
        Resident: {
            id: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            /** @description The full name. */
            name: string;
            phone: components["schemas"]["Phone"];
            email: components["schemas"]["Email"] | null;
            /** @description Whether the person has signed in with a code sent to the phone. Until then the number is as others entered it. */
            phoneProven?: boolean;
            /** @description Whether the person has verified the email with a code. Until then it is a contact detail and receives no codes. */
            emailProven?: boolean;
            /** @description Pending sign-in addresses, which take effect when the person confirms them or a super admin approves them. */
            pendingAddresses?: components["schemas"]["AddressChange"][];
            /** @description Flat, house or door. */
            unit: string | null;
            dateOfBirth: components["schemas"]["CalendarDate"] | null;
            language: components["schemas"]["Language"];
            location: components["schemas"]["Location"] | null;
            /** @description Whether this person answers Neighbor SOS calls of the community. */
            neighborSosVolunteer: boolean;
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active: boolean;
            /** @description Null while the record is active. */
            deactivation: components["schemas"]["Deactivation"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One recorded event of a booking. */
        TimelineEntry: {
            id: components["schemas"]["Id"];
            /** @description Counts from 1 without gaps. */
            sequence: number;
            /** @enum {string} */
            type: "requested" | "offered" | "offer_declined" | "offer_expired" | "offers_exhausted" | "assigned" | "reassigned" | "unassigned" | "moved" | "cancelled" | "sla_breached" | "escalated" | "escalation_acknowledged" | "location_updated" | "urgency_changed";
            at: components["schemas"]["Timestamp"];
            actor: components["schemas"]["Actor"];
            from: components["schemas"]["BookingState"] | null;
            to: components["schemas"]["BookingState"] | null;
            reason: string | null;
            /** @description Further details, depending on the type of entry: ids and numbers, never names. */
            data: {
                [key: string]: unknown;
            };
        };
        /**
         * @description The state of an offer.
         * @enum {string}
         */
        OfferState: "open" | "accepted" | "declined" | "expired" | "withdrawn";
        /**
         * @description What a volunteer can do.
         * @enum {string}
         */
        VolunteerSkillName: "cpr" | "defibrillator" | "first_aid";
        /**
         * @description Whether a community manager has seen the certificate.
         * @enum {string}
         */
        VolunteerSkillState: "declared" | "verified" | "rejected";
        /**
         * @description What a notification is about: an emergency, work to be given or done, the recipient's own bookings, reminders of visits, or news of the community.
         * @enum {string}
         */
        NotificationClass: "emergency" | "dispatch" | "bookings" | "reminders" | "community";
        /** @description A notification in an export, in the words of the caller’s language. */
        ExportedNotification: {
            id: components["schemas"]["Id"];
            class: components["schemas"]["NotificationClass"];
            title: string;
            body: string;
            createdAt: components["schemas"]["Timestamp"];
            readAt: components["schemas"]["Timestamp"] | null;
        };
        /**
         * @description A way to send a notification outside of the product. `sms` goes by WhatsApp where the region has no SMS.
         * @enum {string}
         */
        NotificationChannel: "push" | "sms" | "email";
        /** @description Tried in this order until one has reached the person; empty for the list of notifications alone. */
        NotificationChannels: components["schemas"]["NotificationChannel"][];
        /** @description By the clock of the person's zone. When `to` is before `from`, it is on the next day. */
        QuietHours: {
            from: string;
            to: string;
        };
        /** @description One mail a day with what the caller has not read, at a time of the clock of their zone; none where there is nothing new. What is in it is not mailed one by one. */
        NotificationDigest: {
            at: string;
            /** @description What is in it; `community` alone by default. */
            classes?: ("community" | "reminders")[];
        };
        /** @description A class that is not named has its default again. */
        NotificationPreferencesPut: {
            /** @description The channels of classes, each class once. */
            classes: {
                class: components["schemas"]["NotificationClass"];
                channels: components["schemas"]["NotificationChannels"];
            }[];
            /** @description Null for none. */
            quietHours: components["schemas"]["QuietHours"] | null;
            /** @description Null for none. */
            digest?: components["schemas"]["NotificationDigest"] | null;
        };
        /**
         * @description An app, by Firebase Cloud Messaging, or a browser, by Web Push.
         * @enum {string}
         */
        DeviceKind: "fcm" | "web_push";
        /**
         * @description Succeeded, refused by a rule, or failed on the server.
         * @enum {string}
         */
        AuditOutcome: "succeeded" | "refused" | "failed";
        /** @description One entry of the audit log about a resident, as the resident may see it. Other people appear by role only. */
        ResidentAuditEntry: {
            id: components["schemas"]["Id"];
            occurredAt: components["schemas"]["Timestamp"];
            /** @description Who acted. */
            actor: {
                /** @enum {string} */
                kind: "staff" | "resident" | "api_key" | "publishable_key" | "visitor" | "anonymous" | "system";
                role: components["schemas"]["Role"] | null;
                /** @description Whether it was the resident. */
                self: boolean;
            };
            /** @description The operation, job or subscriber, or `socket` and the request; for other system work, the reason for it. */
            action: string;
            recordType: string | null;
            /** @description The resident's own records that it was about; may include the resident's own id. */
            recordIds: components["schemas"]["Id"][];
            outcome: components["schemas"]["AuditOutcome"];
            /** @description The problem's code unless it succeeded. */
            problem: string | null;
            /** @description The network address, if it was the resident; otherwise null. */
            address: string | null;
        };
        /**
         * @description The reason for the erasure. `own_wish` is a request by the person; the others are for requests on their behalf.
         * @enum {string}
         */
        ErasureReason: "own_wish" | "requested_by_person" | "deceased" | "moved_away" | "recorded_by_mistake";
        /** @description A request for erasure and its state. */
        Erasure: {
            /**
             * @description `none`: not requested, or cancelled; `scheduled`: will be carried out; `erased`: carried out.
             * @enum {string}
             */
            state: "none" | "scheduled" | "erased";
            reason: components["schemas"]["ErasureReason"] | null;
            /** @description Whether the person or staff requested it. */
            requestedBy: ("resident" | "staff") | null;
            requestedAt: components["schemas"]["Timestamp"] | null;
            /** @description When it is carried out; later if a booking is open at that time. */
            dueAt: components["schemas"]["Timestamp"] | null;
            /** @description The number of days in which a request made now could be cancelled. An existing request keeps its `dueAt`. */
            delayDays: number;
            /** @description Bookings of the person, or accepted by them as a volunteer, that must end first. */
            openBookings: components["schemas"]["Id"][];
        };
        /** @description Everything the platform holds about one resident. */
        ResidentExport: {
            /** @description The files of the caller's records and those the caller attached, newest first. Each is downloaded by its id. */
            attachments: components["schemas"]["Attachment"][];
            /** @description Whether there are no more. */
            attachmentsComplete: boolean;
            /**
             * @description The version of the format. It changes when a member changes its meaning; members can be added without a new version.
             * @constant
             */
            format: "kiwimesh-resident-1";
            generatedAt: components["schemas"]["Timestamp"];
            profile: components["schemas"]["Resident"];
            /** @description The caller's bookings, newest first, each with its timeline, oldest first. */
            bookings: {
                booking: components["schemas"]["Booking"];
                /** @description What happened. */
                timeline: components["schemas"]["TimelineEntry"][];
            }[];
            /** @description The caller's offers as a volunteer, newest first, without the neighbours' locations. */
            offers: {
                id: components["schemas"]["Id"];
                bookingId: components["schemas"]["Id"];
                serviceType: components["schemas"]["ServiceTypeId"];
                state: components["schemas"]["OfferState"];
                sentAt: components["schemas"]["Timestamp"];
                expiresAt: components["schemas"]["Timestamp"];
                respondedAt: components["schemas"]["Timestamp"] | null;
                /** @description The reason, in the caller's own words. */
                reason: string | null;
            }[];
            /** @description What was written to staff on the way about the caller's bookings, oldest first. */
            unitMessages?: {
                id: components["schemas"]["Id"];
                bookingId: components["schemas"]["Id"] | null;
                text: string | null;
                sentAt: components["schemas"]["Timestamp"];
            }[];
            /** @description What the caller declared as a volunteer. */
            volunteering?: {
                available: boolean;
                /** @description Where the caller last said they are. */
                position: {
                    latitude: number;
                    longitude: number;
                } | null;
                positionAt: components["schemas"]["Timestamp"] | null;
                skills: {
                    skill: components["schemas"]["VolunteerSkillName"];
                    certifiedOn: components["schemas"]["CalendarDate"];
                    expiresOn: components["schemas"]["CalendarDate"];
                    issuer: string | null;
                    state: components["schemas"]["VolunteerSkillState"];
                    decisionReason: string | null;
                    declaredAt: components["schemas"]["Timestamp"];
                }[];
            };
            /** @description Whether all bookings and offers are included; if not, the newest 2,000 of each are. */
            complete: boolean;
            /** @description Assessments of urgency about the caller, newest first. */
            triage: {
                id: components["schemas"]["Id"];
                text: string | null;
                /** @description What was known beside the words. */
                context: components["schemas"]["TriageContext"] | null;
                urgency: components["schemas"]["Urgency"];
                rulesFloor: components["schemas"]["Urgency"];
                /** @description The concepts found. */
                findings: {
                    concept: string;
                    negated: boolean;
                }[];
                /** @description The rules that decided. */
                redFlags: string[];
                /** @description The urgency that a person decided instead. */
                override: {
                    urgency: components["schemas"]["Urgency"];
                    reason: string;
                } | null;
                /** @description What it turned out to be. */
                outcome: {
                    condition: string | null;
                    urgency: components["schemas"]["Urgency"] | null;
                    vitals: components["schemas"]["TriageVitals"] | null;
                    notes: string | null;
                } | null;
                bookingId: components["schemas"]["Id"] | null;
                createdAt: components["schemas"]["Timestamp"];
            }[];
            /** @description False when there are more assessments than this list has. */
            triageComplete: boolean;
            /** @description The caller's calls for help with what was said in them, newest first. */
            calls: {
                call: components["schemas"]["Call"];
                /** @description The words, in order. */
                transcript: components["schemas"]["CallSegment"][];
            }[];
            /** @description False when there are more calls than this list has. */
            callsComplete: boolean;
            /** @description Their registered devices that raise alarms. */
            alarmDevices: {
                deviceId: string;
                kind: components["schemas"]["AlarmDeviceKind"];
                active: boolean;
                registeredAt: components["schemas"]["Timestamp"];
            }[];
            /** @description The caller's notifications of the last 90 days, newest first. */
            notifications?: components["schemas"]["ExportedNotification"][];
            /** @description How the caller chose to be notified; null where they chose nothing. */
            notificationPreferences?: components["schemas"]["NotificationPreferencesPut"] | null;
            /** @description The caller's sign-ins, newest first. */
            sessions: {
                id: components["schemas"]["Id"];
                createdAt: components["schemas"]["Timestamp"];
                lastUsedAt: components["schemas"]["Timestamp"];
                expiresAt: components["schemas"]["Timestamp"];
                endedAt: components["schemas"]["Timestamp"] | null;
                /** @description The client that signed in. */
                userAgent: string | null;
            }[];
            /** @description The apps and browsers that receive the caller's pushes, newest first. */
            devices?: {
                id: components["schemas"]["Id"];
                kind: components["schemas"]["DeviceKind"];
                createdAt: components["schemas"]["Timestamp"];
                renewedAt: components["schemas"]["Timestamp"];
            }[];
            /** @description Changes of the caller's sign-in addresses in the last 45 days, newest first. */
            addressChanges?: {
                /** @enum {string} */
                channel: "phone" | "email";
                address: string;
                previous: string | null;
                /** @enum {string} */
                state: "pending" | "applied" | "withdrawn";
                requestedAt: components["schemas"]["Timestamp"];
            }[];
            /** @description One-time codes sent to the caller, newest first, without the codes. */
            codes: {
                id: components["schemas"]["Id"];
                /** @description The channel, such as `sms`. */
                channel: string;
                /** @description The number of times it was sent. */
                sends: number;
                createdAt: components["schemas"]["Timestamp"];
                /** @description Whether the caller signed in with it. */
                verified: boolean;
            }[];
            /** @description Audit entries of the caller's own actions and of actions by others on the caller's record and bookings, newest first. Entries of the last few seconds may be missing. */
            auditEvents: components["schemas"]["ResidentAuditEntry"][];
            erasure: components["schemas"]["Erasure"];
        };
        /** @description The request, with a confirmation so that it cannot be made by accident. */
        ErasureRequest: {
            /**
             * @description The fixed confirmation word.
             * @constant
             */
            confirm: "erase";
        };
        /** @description The caller's position. */
        PositionReport: {
            /** @description Degrees north, WGS 84. */
            latitude: number;
            /** @description Degrees east, WGS 84. */
            longitude: number;
            /** @description The accuracy radius, in metres. */
            accuracyMetres?: number;
            /** @description When the position was measured; defaults to the current time. */
            recordedAt?: components["schemas"]["TimestampInput"];
        };
        /** @description The current and the new password. */
        PasswordChange: {
            /** @description The current password. */
            currentPassword: string;
            newPassword: components["schemas"]["NewPassword"];
        };
        /** @description The password and, where a second factor is in force, a code of it or a recovery code. */
        Reauthentication: {
            /** @description The current password. */
            password: string;
            code?: components["schemas"]["TotpCode"];
            recoveryCode?: components["schemas"]["RecoveryCode"];
        };
        /** @description The new address: either a phone or an email. */
        AddressChangeRequest: {
            phone?: components["schemas"]["PhoneInput"];
            email?: components["schemas"]["EmailInput"];
        };
        /** @description The code that was sent to the new address. */
        AddressChangeCode: {
            /** @description Digits only. */
            code: string;
        };
        /** @description What an authenticator app needs. */
        TotpEnrolment: {
            /** @description The secret in base32, for typing. */
            secret: string;
            /** @description The secret as an `otpauth:` URI, to show as a QR code. */
            uri: string;
        };
        /** @description Proof that the app has the secret. */
        TotpConfirmation: {
            code: components["schemas"]["TotpCode"];
        };
        /** @description Codes for signing in without the app. Each works once. */
        RecoveryCodes: {
            recoveryCodes: string[];
        };
        /** @description A current code from the app, or one of the recovery codes. */
        SecondFactorProof: {
            code?: components["schemas"]["TotpCode"];
            recoveryCode?: components["schemas"]["RecoveryCode"];
        };
        /**
         * @description A time zone of the IANA database.
         * @example Asia/Kolkata
         */
        Timezone: string;
        /** @description A residential community. */
        Community: {
            id: components["schemas"]["Id"];
            /** @description The name that people know it by. */
            name: string;
            /** @description Postal address. */
            address: string | null;
            location: components["schemas"]["Location"] | null;
            timezone: components["schemas"]["Timezone"];
            /** @description The hospitals that serve it. */
            hospitalIds: components["schemas"]["Id"][];
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active: boolean;
            /** @description Null while the record is active. */
            deactivation: components["schemas"]["Deactivation"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        CommunityPage: {
            data: components["schemas"]["Community"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A community to create. */
        CommunityCreate: {
            /** @description The name that people know it by. */
            name: string;
            /** @description Postal address. */
            address?: string | null;
            location?: components["schemas"]["Location"] | null;
            timezone?: components["schemas"]["Timezone"];
        };
        /** @description The fields to change. Omitted fields stay as they are; null clears a field. */
        CommunityPatch: {
            /** @description The name that people know it by. */
            name?: string;
            /** @description Postal address. */
            address?: string | null;
            location?: components["schemas"]["Location"] | null;
            timezone?: components["schemas"]["Timezone"];
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active?: boolean;
        };
        /** @description A hospital that serves communities. */
        Hospital: {
            id: components["schemas"]["Id"];
            /** @description The name that people know it by. */
            name: string;
            phone: components["schemas"]["Phone"] | null;
            /** @description Postal address. */
            address: string | null;
            location: components["schemas"]["Location"] | null;
            timezone: components["schemas"]["Timezone"];
            /** @description The communities it serves. */
            communityIds: components["schemas"]["Id"][];
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active: boolean;
            /** @description Null while the record is active. */
            deactivation: components["schemas"]["Deactivation"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        HospitalPage: {
            data: components["schemas"]["Hospital"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A hospital to create. */
        HospitalCreate: {
            /** @description The name that people know it by. */
            name: string;
            phone?: components["schemas"]["PhoneInput"] | null;
            /** @description Postal address. */
            address?: string | null;
            location?: components["schemas"]["Location"] | null;
            timezone?: components["schemas"]["Timezone"];
        };
        /** @description The fields to change. Omitted fields stay as they are; null clears a field. */
        HospitalPatch: {
            /** @description The name that people know it by. */
            name?: string;
            phone?: components["schemas"]["PhoneInput"] | null;
            /** @description Postal address. */
            address?: string | null;
            location?: components["schemas"]["Location"] | null;
            timezone?: components["schemas"]["Timezone"];
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active?: boolean;
        };
        /** @description Opening hours on certain days of the week, in the hospital's time zone. */
        OpeningHours: {
            /** @description 1 is Monday, 7 is Sunday. */
            days: number[];
            /** @description Opening time. */
            from: string;
            /** @description Closing time. 24:00 is the end of the day; a time before `from` is on the next day (22:30 to 02:00). */
            to: string;
        };
        /** @description How a hospital offers a service. */
        HospitalService: {
            serviceType: components["schemas"]["ServiceTypeId"];
            /** @description Whether the hospital offers the service. */
            enabled: boolean;
            /** @description Null while the record is active. */
            deactivation: components["schemas"]["Deactivation"] | null;
            /** @description The number of bookings at one time; null for the number in the service type's policy. */
            capacity: number | null;
            /** @description When the service is offered; null for the hours in the service type's policy. */
            hours: components["schemas"]["OpeningHours"][] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        HospitalServicePage: {
            data: components["schemas"]["HospitalService"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description The new service settings of the hospital. */
        HospitalServicePut: {
            /** @description Whether the hospital offers the service. */
            enabled: boolean;
            /** @description The number of bookings at one time; null for the number in the service type's policy. */
            capacity: number | null;
            /** @description When the service is offered; null for the hours in the service type's policy. */
            hours?: components["schemas"]["OpeningHours"][] | null;
        };
        /**
         * @description A role a member of staff can hold.
         * @enum {string}
         */
        StaffRole: "super_admin" | "hospital_admin" | "nurse" | "paramedic" | "community_manager";
        /** @description The state of a staff invitation. */
        Invitation: {
            /** @description When a mail server accepted the email; null until then. */
            sentAt: components["schemas"]["Timestamp"] | null;
            expiresAt: components["schemas"]["Timestamp"];
            /** @description When the person used it to choose a password. */
            acceptedAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description A member of staff. */
        Staff: {
            id: components["schemas"]["Id"];
            role: components["schemas"]["StaffRole"];
            /** @description The full name. */
            name: string;
            email: components["schemas"]["Email"];
            phone: components["schemas"]["Phone"] | null;
            /** @description The hospital of a hospital admin, nurse or paramedic; null for other roles. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description The community of a community manager; null for other roles. */
            communityId: components["schemas"]["Id"] | null;
            /** @description Whether the person is available for work now. */
            onDuty: boolean;
            /** @description What the person does beside their role; empty for most. */
            duties: components["schemas"]["Duty"][];
            position: components["schemas"]["Position"] | null;
            /** @description The language of emails to the person; the first language of the region if none was chosen. */
            language: components["schemas"]["Language"];
            /** @description Null for people created with a password. */
            invitation: components["schemas"]["Invitation"] | null;
            /** @description Pending sign-in addresses, which take effect when the person confirms them or a super admin approves them. */
            pendingAddresses?: components["schemas"]["AddressChange"][];
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active: boolean;
            /** @description Null while the record is active. */
            deactivation: components["schemas"]["Deactivation"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        StaffPage: {
            data: components["schemas"]["Staff"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A member of staff to create. */
        StaffCreate: {
            role: components["schemas"]["StaffRole"];
            /** @description The full name. */
            name: string;
            email: components["schemas"]["EmailInput"];
            phone?: components["schemas"]["PhoneInput"] | null;
            /** @description The hospital of a hospital admin, nurse or paramedic; null for other roles. */
            hospitalId?: components["schemas"]["Id"] | null;
            /** @description The community of a community manager; null for other roles. */
            communityId?: components["schemas"]["Id"] | null;
            /** @description Whether the person is available for work now. */
            onDuty?: boolean;
            /** @description What the person is to do beside their role; none if omitted. A community manager has no duties. */
            duties?: components["schemas"]["Duty"][];
            /** @description The language of emails to the person, one that the region supports; defaults to the region's first. */
            language?: components["schemas"]["Language"];
            password?: components["schemas"]["NewPassword"];
        };
        /** @description The search criteria; an omitted one does not filter. */
        StaffSearch: {
            /** @description Only records of this hospital. */
            hospitalId?: components["schemas"]["Id"];
            /** @description Only managers of this community. */
            communityId?: components["schemas"]["Id"];
            /** @description Only staff with this role. */
            role?: components["schemas"]["StaffRole"];
            /** @description `true` for active records only, `false` for deactivated ones only. */
            active?: boolean;
            /** @description `true` for staff on duty, `false` for staff off duty. */
            onDuty?: boolean;
            /** @description Only staff with this duty. */
            duty?: components["schemas"]["Duty"];
            /** @description Part of the name or of the email. */
            text?: components["schemas"]["SearchText"];
            /** @description Only records changed at or after this time, oldest change first, as in the list operation. */
            updatedSince?: components["schemas"]["TimestampInput"];
            /**
             * @description The maximum number of items in a page.
             * @default 50
             */
            limit?: number;
            /** @description The `nextCursor` of the previous page. */
            cursor?: string;
        };
        /** @description The fields to change. Omitted fields stay as they are; null clears a field. */
        StaffPatch: {
            role?: components["schemas"]["StaffRole"];
            /** @description The full name. */
            name?: string;
            email?: components["schemas"]["EmailInput"];
            phone?: components["schemas"]["PhoneInput"] | null;
            /** @description The hospital of a hospital admin, nurse or paramedic; null for other roles. */
            hospitalId?: components["schemas"]["Id"] | null;
            /** @description The community of a community manager; null for other roles. */
            communityId?: components["schemas"]["Id"] | null;
            /** @description Whether the person is available for work now. */
            onDuty?: boolean;
            /** @description What the person is to do beside their role, instead of what they did so far. A community manager has no duties. */
            duties?: components["schemas"]["Duty"][];
            /** @description The language of emails to the person, one that the region supports. */
            language?: components["schemas"]["Language"];
            /** @description A first password for a person who has none. */
            password?: components["schemas"]["NewPassword"];
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active?: boolean;
        };
        /** @description Options for the invitation. */
        InvitationRequest: {
            /** @description The language of the email, English or Hindi; defaults to the person's language. */
            language?: components["schemas"]["Language"];
        };
        /** @description One page of a list. */
        ResidentPage: {
            data: components["schemas"]["Resident"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A resident to create. */
        ResidentCreate: {
            communityId: components["schemas"]["Id"];
            /** @description The full name. */
            name: string;
            phone: components["schemas"]["PhoneInput"];
            email?: components["schemas"]["EmailInput"] | null;
            /** @description Flat, house or door. */
            unit?: string | null;
            dateOfBirth?: components["schemas"]["CalendarDate"] | null;
            language?: components["schemas"]["Language"];
            location?: components["schemas"]["Location"] | null;
            /** @description Whether this person answers Neighbor SOS calls of the community. */
            neighborSosVolunteer?: boolean;
        };
        /** @description The search criteria; an omitted one does not filter. */
        ResidentSearch: {
            /** @description Only records of this community. */
            communityId?: components["schemas"]["Id"];
            /** @description `true` for active records only, `false` for deactivated ones only. */
            active?: boolean;
            /** @description Part of the name. */
            text?: components["schemas"]["SearchText"];
            /** @description The exact phone number. */
            phone?: components["schemas"]["PhoneInput"];
            /** @description Only records changed at or after this time, oldest change first, as in the list operation. */
            updatedSince?: components["schemas"]["TimestampInput"];
            /**
             * @description The maximum number of items in a page.
             * @default 50
             */
            limit?: number;
            /** @description The `nextCursor` of the previous page. */
            cursor?: string;
        };
        /** @description The fields to change. Omitted fields stay as they are; null clears a field. */
        ResidentPatch: {
            communityId?: components["schemas"]["Id"];
            /** @description The full name. */
            name?: string;
            phone?: components["schemas"]["PhoneInput"];
            email?: components["schemas"]["EmailInput"] | null;
            /** @description Flat, house or door. */
            unit?: string | null;
            dateOfBirth?: components["schemas"]["CalendarDate"] | null;
            language?: components["schemas"]["Language"];
            location?: components["schemas"]["Location"] | null;
            /** @description Whether this person answers Neighbor SOS calls of the community. */
            neighborSosVolunteer?: boolean;
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active?: boolean;
        };
        /** @description The reason for the erasure. */
        ResidentErasureRequest: {
            /**
             * @description A code rather than free text, because it is kept after the erasure.
             * @enum {string}
             */
            reason: "requested_by_person" | "deceased" | "moved_away" | "recorded_by_mistake";
        };
        /** @description One page of a list. */
        AddressChangePage: {
            data: components["schemas"]["AddressChange"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description A permission of an API key.
         * @enum {string}
         */
        Scope: "organisations:read" | "organisations:write" | "staff:write" | "residents:read" | "residents:write" | "bookings:read" | "bookings:write" | "catalogue:read" | "triage:read" | "triage:write" | "calls:read" | "calls:write" | "attachments:read" | "attachments:write" | "webhooks:read" | "webhooks:write";
        /**
         * @description An origin of a web page: scheme, host and port, with no path.
         * @example https://www.sahyadri.example
         */
        Origin: string;
        /** @description A key for servers or web pages. */
        ApiKey: {
            id: components["schemas"]["Id"];
            /** @description What the key is used for. */
            name: string;
            /**
             * @description A secret key is for a partner's server; a publishable key is for web pages and works only from its allowed origins.
             * @enum {string}
             */
            kind: "secret" | "publishable";
            /** @description The hospital the key is limited to; null for the whole platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description What a secret key may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description The pages that may use a publishable key. */
            allowedOrigins: components["schemas"]["Origin"][];
            expiresAt: components["schemas"]["Timestamp"] | null;
            /** @description After a rotation, the time until which the previous secret also works; null if there is none. */
            previousSecretExpiresAt: components["schemas"]["Timestamp"] | null;
            /** @description The first characters, to identify the key. */
            prefix: string;
            /** @description The whole publishable key; null for a secret one. */
            key: string | null;
            /** @description The member of staff who created the key; null if not known. */
            createdBy?: components["schemas"]["Id"] | null;
            /** @description False if the person who created the key is deactivated: check whether the key is still needed. Null if the creator is not known. */
            makerActive?: boolean | null;
            /** @description Whether the key stops working while the person who created it is deactivated. */
            endsWithMaker?: boolean;
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active: boolean;
            /** @description Null while the record is active. */
            deactivation: components["schemas"]["Deactivation"] | null;
            lastUsedAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        ApiKeyPage: {
            data: components["schemas"]["ApiKey"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A key to create. */
        ApiKeyCreate: {
            /** @description What the key is used for. */
            name: string;
            /**
             * @description A secret key is for a partner's server; a publishable key is for web pages and works only from its allowed origins.
             * @enum {string}
             */
            kind: "secret" | "publishable";
            /** @description The hospital the key is limited to; null for the whole platform. */
            hospitalId?: components["schemas"]["Id"] | null;
            /** @description What a secret key may do. */
            scopes?: components["schemas"]["Scope"][];
            /** @description The pages that may use a publishable key. */
            allowedOrigins?: components["schemas"]["Origin"][];
            /**
             * @description Whether the key stops working while the person who created it is deactivated.
             * @default false
             */
            endsWithMaker?: boolean;
            expiresAt?: components["schemas"]["TimestampInput"] | null;
        };
        /** @description A new key. A secret is shown only in this reply and stored only as a digest. */
        ApiKeyCreated: {
            id: components["schemas"]["Id"];
            /** @description What the key is used for. */
            name: string;
            /**
             * @description A secret key is for a partner's server; a publishable key is for web pages and works only from its allowed origins.
             * @enum {string}
             */
            kind: "secret" | "publishable";
            /** @description The hospital the key is limited to; null for the whole platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description What a secret key may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description The pages that may use a publishable key. */
            allowedOrigins: components["schemas"]["Origin"][];
            expiresAt: components["schemas"]["Timestamp"] | null;
            /** @description After a rotation, the time until which the previous secret also works; null if there is none. */
            previousSecretExpiresAt: components["schemas"]["Timestamp"] | null;
            /** @description The first characters, to identify the key. */
            prefix: string;
            /** @description The whole publishable key; null for a secret one. */
            key: string | null;
            /** @description The member of staff who created the key; null if not known. */
            createdBy?: components["schemas"]["Id"] | null;
            /** @description False if the person who created the key is deactivated: check whether the key is still needed. Null if the creator is not known. */
            makerActive?: boolean | null;
            /** @description Whether the key stops working while the person who created it is deactivated. */
            endsWithMaker?: boolean;
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active: boolean;
            /** @description Null while the record is active. */
            deactivation: components["schemas"]["Deactivation"] | null;
            lastUsedAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
            /** @description The secret key; null for a publishable one. */
            secret: string | null;
        };
        /** @description The fields to change. */
        ApiKeyPatch: {
            /** @description What the key is used for. */
            name?: string;
            /** @description The pages that may use a publishable key. */
            allowedOrigins?: components["schemas"]["Origin"][];
            /** @description Whether the key stops working while the person who created it is deactivated. */
            endsWithMaker?: boolean;
            /** @description False if deactivated: the record is kept for its history but no longer used. */
            active?: boolean;
        };
        /** @description How to rotate a key. */
        ApiKeyRotation: {
            /**
             * @description How long the current secret keeps working beside the new one, in seconds; 0 ends it immediately.
             * @default 86400
             */
            overlapSeconds?: number;
        };
        /** @description Rows of a table, as text. The columns have the names of the fields of the create operation. */
        ImportRequest: {
            rows: {
                [key: string]: string;
            }[];
            /** @description For each row, the line of the caller's file on which it begins. Messages then refer to lines of the file instead of rows of the request. */
            lines?: number[];
            /**
             * @description What to do with a row whose phone (residents) or email (staff) belongs to an existing record with a different name. `fail` leaves the record unchanged and reports the row with the code `name_differs`; `update` renames the record. Names that differ only in letter case, whitespace or Unicode form count as equal, and are written only with `update`.
             * @default fail
             * @enum {string}
             */
            onNameChange?: "fail" | "update";
            /**
             * @description Validates each row as an import would, including against existing records, without saving anything. The results say what an import would do; a record that would be created has no id.
             * @default false
             */
            dryRun?: boolean;
        };
        /** @description The result of one row. */
        ImportResult: {
            /** @description The position of the row in the request, starting at 1. */
            row: number;
            /** @enum {string} */
            status: "created" | "updated" | "unchanged" | "failed";
            /** @description The record. For a row that failed with `name_differs`, the record with the different name; otherwise null if the row failed. */
            id: components["schemas"]["Id"] | null;
            errors: {
                /** @description The column; null if the error concerns the whole row. */
                field: string | null;
                detail: string;
                /**
                 * @description A code for programs. `name_differs`: the record has a different name; see `onNameChange`.
                 * @enum {string}
                 */
                code?: "name_differs";
            }[];
        };
        /** @description The result of each row, in order. */
        ImportReport: {
            results: components["schemas"]["ImportResult"][];
        };
        /** @description Settings that differ by country. */
        Region: {
            /** @description The id of the region. */
            id: string;
            /** @description ISO 3166-1 alpha-2; dates, numbers and money are written as there. */
            country: string;
            /** @description ISO 4217; of all prices. */
            currency: string;
            /** @description ISO 3166-1 alpha-2; the country of phone numbers written without a country code. */
            phoneCountry: string;
            /** @description The first is the default. */
            languages: components["schemas"]["Language"][];
            /** @description The national emergency number. */
            emergencyNumber: string;
            timezone: components["schemas"]["Timezone"];
            /** @description The day that weeks begin with; 1 is Monday, 7 Sunday. */
            firstDayOfWeek: number;
            /** @description How messages reach phones there, the usual way first. */
            phoneChannels: ("sms" | "whatsapp")[];
            /**
             * Format: uri
             * @description The style of maps, in the format of MapLibre; null for a plain ground that needs no other host.
             */
            mapStyleUrl: string | null;
        };
        /** @description The state of speech recognition. */
        Speech: {
            /**
             * @description `off`: there is no engine, and calls are typed. `ready`. `slow`: the best model does not answer or cannot keep up, and a less exact one helps where there is one. `down`: no engine answers.
             * @enum {string}
             */
            state: "off" | "ready" | "slow" | "down";
            /**
             * @description What transcribes: `openai` for a server with OpenAI's protocol, `whisper_cpp`, or `local` for the engine of the installation; null while off.
             * @example openai
             */
            engine: string | null;
            /**
             * @description The model that answers, or the best while none does; null while off.
             * @example base
             */
            model: string | null;
            /**
             * @description Why it is not ready, null while it is. `not_configured`: no setting names an engine and none is installed; an operator runs `make speech` or sets `SPEECH_BASE_URL`. `switched_off`: by a setting. `starting`. `cannot_keep_up`: audio comes faster than the best model transcribes it. The others say how the engine failed.
             * @enum {string|null}
             */
            reason: "not_configured" | "switched_off" | "starting" | "cannot_keep_up" | "unreachable" | "connection_lost" | "timed_out" | "rate_limited" | "overloaded" | "engine_error" | "bad_reply" | "unauthorised" | "unknown_model" | "rejected" | "cancelled" | null;
        };
        /** @description A text in several languages. English is always present. */
        LocalisedText: {
            en: string;
        } & {
            [key: string]: string;
        };
        /**
         * Format: duration
         * @description An ISO 8601 duration.
         * @example PT15M
         */
        Duration: string;
        /** @description A service that can be booked, as defined by its policy file. */
        ServiceType: {
            id: components["schemas"]["ServiceTypeId"];
            names: components["schemas"]["LocalisedText"];
            descriptions: components["schemas"]["LocalisedText"];
            /**
             * @description Whether it is usually booked on demand or for a slot.
             * @enum {string}
             */
            mode: "on_demand" | "slot";
            /** @description Who carries out the service. */
            fulfilledBy: {
                /** @enum {string} */
                kind: "staff" | "resident";
                roles: components["schemas"]["Role"][];
                /** @description What a volunteer must have proven. */
                skills: components["schemas"]["VolunteerSkillName"][];
            };
            /** @description The states this service passes through, in order. */
            states: components["schemas"]["BookingState"][];
            /** @description For each state, the states that can follow. */
            transitions: {
                [key: string]: components["schemas"]["BookingState"][];
            };
            /** @description The time limits, counted from the request. */
            sla: {
                assignWithin: components["schemas"]["Duration"] | null;
                arriveWithin: components["schemas"]["Duration"] | null;
            };
            slot: {
                length: components["schemas"]["Duration"];
                /** @description The minimum time between booking and the start of a slot. */
                leadTime: components["schemas"]["Duration"];
                /** @description How far ahead slots are offered. */
                horizon: components["schemas"]["Duration"];
            } | null;
            price: components["schemas"]["Money"] | null;
            /** @description When payment is due. */
            paymentTrigger: string;
            /** @description Until when, and at what cost, a booking can be cancelled. */
            cancellation: {
                /** @description The first state in which it can no longer be cancelled. */
                until: components["schemas"]["BookingState"];
                /** @description Cancellation is free up to this long before the booked time; null if it is always free. */
                freeBefore?: components["schemas"]["Duration"] | null;
                /** @description The fee for a later cancellation by the resident. */
                fee?: components["schemas"]["Money"] | null;
            };
            /** @description Whether the service takes place at the resident's location. */
            requiresLocation: boolean;
            /** @description Whether it is an emergency service. While a resident has an open booking of it, another request for them must set `forAnotherPerson`. */
            emergency: boolean;
            /** @description The maximum number of open bookings for as soon as possible that one resident can have. Null for no limit. */
            maxOpen: number | null;
            /** @description Services that can be asked for to accompany a booking of this one, such as the neighbours who respond while an ambulance is on its way. They cannot be booked by themselves. */
            accompaniedBy: components["schemas"]["ServiceTypeId"][];
            /** @description The version of the policy file. */
            policyVersion: number;
        };
        /** @description One page of a list. */
        ServiceTypePage: {
            data: components["schemas"]["ServiceType"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A JSON Schema document. */
        JsonSchema: {
            /** @description The dialect. */
            $schema: string;
            /** @description The name and version of the schema. */
            $id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A time that can be booked. */
        AvailabilitySlot: {
            start: components["schemas"]["Timestamp"];
            end: components["schemas"]["Timestamp"];
            hospitalId: components["schemas"]["Id"];
            /** @description Total capacity. */
            capacity: number;
            /** @description Remaining capacity. */
            remaining: number;
        };
        /** @description The bookable times, soonest first. */
        Availability: {
            data: components["schemas"]["AvailabilitySlot"][];
        };
        /** @description One page of a list. */
        BookingPage: {
            data: components["schemas"]["Booking"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A service to book. */
        BookingCreate: {
            serviceType: components["schemas"]["ServiceTypeId"];
            /** @description The resident to book for; residents may omit it to book for themselves. */
            residentId?: components["schemas"]["Id"];
            /** @description The hospital that serves the booking; 422 if it does not offer the service to the resident's community. Without `hospitalId` and `preferredHospitalId`, the first that does: by priority of the link, then nearest. */
            hospitalId?: components["schemas"]["Id"];
            /** @description This hospital serves the booking if it offers the service to the resident's community. Otherwise the hospital is chosen as if this were omitted. The reply shows the choice in `hospitalId`. It does not depend on free slots: with `scheduledFor`, the slot must be one of the hospital chosen. Cannot be combined with `hospitalId` (400). */
            preferredHospitalId?: components["schemas"]["Id"];
            /** @description The start of a slot; as soon as possible if omitted. */
            scheduledFor?: components["schemas"]["TimestampInput"];
            /** @description Defaults to the resident's own location, or else to the community's. */
            location?: components["schemas"]["Location"];
            /** @description What the person who comes should know. */
            notes?: string;
            /** @description The assessment that it is made from: the booking takes its urgency. 422 if it is about another resident or another booking was made from it. */
            triageId?: components["schemas"]["Id"];
            /**
             * @description Whether those who see the booking may read what was said in the assessment.
             * @default false
             */
            shareWords?: boolean;
            /** @description Confirms that this request is for another person, when the resident already has an open booking of an emergency service. Without it such a request gets 409 `open_emergency`. */
            forAnotherPerson?: boolean;
        };
        /** @description A transition of a booking. */
        TransitionRequest: {
            /** @description The state to move to. `assigned` on an assigned booking with another `assigneeId` reassigns; `requested` unassigns. */
            to: components["schemas"]["BookingState"];
            /** @description The person to assign. */
            assigneeId?: components["schemas"]["Id"];
            /** @description The reason. Required from staff to cancel, to unassign, and to act on behalf of the assignee. */
            reason?: string;
            /** @description A corrected location. */
            location?: components["schemas"]["Location"];
        };
        /** @description One page of a list. */
        TimelineEntryPage: {
            data: components["schemas"]["TimelineEntry"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A booking offered to one person, who may accept it until it expires. */
        Offer: {
            id: components["schemas"]["Id"];
            bookingId: components["schemas"]["Id"];
            serviceType: components["schemas"]["ServiceTypeId"];
            /** @description The person it is offered to. */
            assignee: components["schemas"]["Assignee"];
            state: components["schemas"]["OfferState"];
            /** @description The dispatch round of the booking, starting at 1. */
            round: number;
            sentAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"];
            respondedAt: components["schemas"]["Timestamp"] | null;
            /** @description Where help is needed. Null for a resident volunteer until they accept. */
            location: components["schemas"]["Location"] | null;
            /** @description The distance in metres from the last known position of staff, or from a volunteer's home; the length of the way where `travelMinutes` is set. For a volunteer it is rounded up to 100 m. */
            distanceMetres: number | null;
            /** @description How long the way takes on foot, rounded up; null where it is not known. */
            travelMinutes: number | null;
            /** @description What has to be fetched on the way, such as `defibrillator`; null for a direct way. Where it is, the booking tells after acceptance. */
            waypoint: string | null;
        };
        /** @description One page of a list. */
        OfferPage: {
            data: components["schemas"]["Offer"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description The response to an offer. */
        OfferAnswer: {
            /** @enum {string} */
            answer: "accept" | "decline";
            /** @description The reason. Required from staff to cancel, to unassign, and to act on behalf of the assignee. */
            reason?: string;
        };
        /** @description The offer after the response, and the booking if it was accepted. */
        OfferOutcome: {
            offer: components["schemas"]["Offer"];
            booking: components["schemas"]["Booking"] | null;
        };
        /** @description A way, from where somebody is to where they go. */
        Route: {
            /**
             * @description `route`: along the ways of a map; `estimate`: from the straight line.
             * @enum {string}
             */
            source: "route" | "estimate";
            /** @description From the beginning to the end. */
            path: components["schemas"]["GeoPoint"][];
            distanceMetres: number;
            /** @description Rounded up. */
            travelMinutes: number;
            /** @description When they are expected, counted from when the position was measured, and not before now. */
            arrivesAt: components["schemas"]["Timestamp"];
        };
        /** @description The way of the assignee to the place of a booking. */
        BookingRoute: {
            bookingId: components["schemas"]["Id"];
            /** @description Null where nobody is under way, or no way is known. */
            route: components["schemas"]["Route"] | null;
        };
        /** @description How many volunteers live around a place. */
        VolunteersNearby: {
            /** @description Around the middle of the square that holds the place. */
            radiusMetres: number;
            /**
             * @description The number rounded down to one of these; 0 stands for fewer than five, also for none.
             * @enum {integer}
             */
            atLeast: 0 | 5 | 10 | 20 | 50 | 100;
        };
        /**
         * @description `available`: on duty without a booking at present; `assigned`: has one; `en_route`: on the way to it; `on_scene`: with the patient; `out_of_service`: dispatch offers it nothing, whatever else it does; `off_duty`: neither on duty nor at work.
         * @enum {string}
         */
        UnitState: "available" | "assigned" | "en_route" | "on_scene" | "out_of_service" | "off_duty";
        /**
         * @description The role of a member of staff who can be sent to people.
         * @enum {string}
         */
        UnitRole: "paramedic" | "nurse";
        /** @description Since when and why a unit is not offered work. */
        UnitOutOfService: {
            /** @description Why, in words. */
            reason: string;
            since: components["schemas"]["Timestamp"];
            /** @description Who decided it. */
            by: components["schemas"]["Actor"];
        };
        /** @description A member of staff who can be sent to people, with what they do now. */
        Unit: {
            /** @description The id of the member of staff. */
            id: components["schemas"]["Id"];
            name: string;
            role: components["schemas"]["UnitRole"];
            hospitalId: components["schemas"]["Id"];
            state: components["schemas"]["UnitState"];
            /** @description Whether the person is on duty; one who still has a booking under way may not be. */
            onDuty: boolean;
            /** @description Null for a unit in service. Community managers see the state alone. */
            outOfService: components["schemas"]["UnitOutOfService"] | null;
            onDutySince: components["schemas"]["Timestamp"] | null;
            /** @description Where the unit was last; null where it has not reported since it came on duty. */
            position: components["schemas"]["Position"] | null;
            /** @description The booking under way, or assigned to be done now. */
            currentBookingId: components["schemas"]["Id"] | null;
            /** @description The next booking at an agreed time. */
            nextBookingId: components["schemas"]["Id"] | null;
            /** @description When that is due. */
            nextBookingAt: components["schemas"]["Timestamp"] | null;
            /** @description The length of the way to the place that was asked about, in metres; null in other replies. */
            distanceMetres: number | null;
            /** @description How long that way takes by car, rounded up; null in other replies and where no way leads. */
            travelMinutes: number | null;
            /** @description Messages that the unit has not acknowledged; 0 for callers who may not read them. */
            unseenMessages: number;
            /** @description Increases by one when the unit is put out of service or back. The `ETag` is this number in quotes. */
            version: components["schemas"]["Version"];
        };
        /** @description One page of a list. */
        UnitPage: {
            data: components["schemas"]["Unit"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description The place, as that of a booking or as a point. */
        NearestUnitsRequest: {
            /** @description The place of this booking, and units of its hospital. Give this or `point`. */
            bookingId?: components["schemas"]["Id"];
            point?: components["schemas"]["GeoPoint"];
            /** @description Only units of this hospital. */
            hospitalId?: components["schemas"]["Id"];
            /** @description Only units with this role. */
            role?: components["schemas"]["UnitRole"];
            /** @description Only units in the roles that provide this service. Give this or `role`. */
            serviceType?: components["schemas"]["ServiceTypeId"];
            /**
             * @description `true` for units that are available only; otherwise also those with a booking, never those out of service.
             * @default true
             */
            available?: boolean;
            /**
             * @description The maximum number of units.
             * @default 5
             */
            limit?: number;
        };
        /** @description The nearest units to a place, the soonest there first. */
        NearestUnits: {
            /**
             * @description `route`: along the ways of a map; `estimate`: 1.23 times the straight line at 20 km/h, where no routing server is configured or it does not answer.
             * @enum {string}
             */
            source: "route" | "estimate";
            data: components["schemas"]["Unit"][];
        };
        /** @description A short text of a dispatcher to a unit. */
        UnitMessage: {
            id: components["schemas"]["Id"];
            unitId: components["schemas"]["Id"];
            hospitalId: components["schemas"]["Id"];
            /** @description The booking that it is about; null for none. */
            bookingId: components["schemas"]["Id"] | null;
            /** @description Null once the person whose booking it is was erased. */
            text: string | null;
            sentAt: components["schemas"]["Timestamp"];
            /** @description Who sent it. */
            by: components["schemas"]["Actor"];
            /** @description When the unit acknowledged it; null until then. */
            seenAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description One page of a list. */
        UnitMessagePage: {
            data: components["schemas"]["UnitMessage"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A short text to a unit. */
        UnitMessageCreate: {
            text: string;
            /** @description The booking that it is about. */
            bookingId?: components["schemas"]["Id"];
        };
        /** @description Why the unit is put out of service. */
        UnitOutOfServiceRequest: {
            /** @description Why; colleagues read it. */
            reason: string;
        };
        /** @description One page of a list. */
        AttachmentPage: {
            data: components["schemas"]["Attachment"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A file to attach. */
        AttachmentCreate: {
            record: components["schemas"]["AttachmentRecord"];
            /** @description The name that it is saved under, without a path. */
            fileName: string;
            contentType: components["schemas"]["AttachmentContentType"];
            /** @description Bytes. The service sets how many a file may have. */
            size: number;
        };
        /** @description How a file is sent. The address is all that it takes; it expires. */
        AttachmentUpload: {
            /** @enum {string} */
            method: "PUT";
            /**
             * Format: uri
             * @description Takes the bytes of the file as the body, without credentials.
             */
            url: string;
            /** @description To be sent as they are. */
            headers: {
                [key: string]: string;
            };
            expiresAt: components["schemas"]["Timestamp"];
        };
        /** @description A file that was announced, and how it is sent. */
        AttachmentCreated: {
            id: components["schemas"]["Id"];
            state: components["schemas"]["AttachmentState"];
            upload: components["schemas"]["AttachmentUpload"];
        };
        /** @description A hospital's notice to the communities it serves. */
        Announcement: {
            id: components["schemas"]["Id"];
            hospitalId: components["schemas"]["Id"];
            /** @description One line. */
            title: string;
            /** @description Plain text; line breaks are kept. */
            message: string;
            publishedAt: components["schemas"]["Timestamp"];
            /** @description When it stops being shown; null if it is shown until it is withdrawn. */
            endsAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description One page of a list. */
        AnnouncementPage: {
            data: components["schemas"]["Announcement"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description An announcement to publish. */
        AnnouncementCreate: {
            /** @description One line. */
            title: string;
            /** @description Plain text; line breaks are kept. Everyone in the communities can read it, so it must not name a patient. */
            message: string;
            /** @description When to stop showing it; null or absent to show it until it is withdrawn. */
            endsAt?: components["schemas"]["TimestampInput"] | null;
        };
        /** @description A notice of the managers of a community to its residents. */
        CommunityAnnouncement: {
            id: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            /** @description One line. */
            title: string;
            /** @description Plain text; line breaks are kept. */
            message: string;
            publishedAt: components["schemas"]["Timestamp"];
            /** @description When it stops being shown; null if it is shown until it is withdrawn. */
            endsAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description One page of a list. */
        CommunityAnnouncementPage: {
            data: components["schemas"]["CommunityAnnouncement"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description What an SMS with this line takes. */
        SmsSize: {
            /**
             * @description `gsm7` where all characters are of the GSM alphabet; one other makes it `ucs2`, with less than half the room.
             * @enum {string}
             */
            encoding: "gsm7" | "ucs2";
            /** @description Its length as it is counted, septets or UTF-16 units. A character can take two. */
            units: number;
            /** @description How many messages are charged. */
            segments: number;
        };
        /** @description How many announcements a community can have, in any 24 hours. */
        AnnouncementAllowance: {
            perDay: number;
            /** @description How many can be published now. */
            left: number;
            /** @description When the next one can be published; null where one can be now. */
            nextAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description Whom an announcement would reach, and how. Counts alone. */
        CommunityAnnouncementPreview: {
            /** @description As it would be published. */
            title: string;
            message: string;
            endsAt: components["schemas"]["Timestamp"] | null;
            /** @description The active residents of the community. Each of them gets it in the list of notifications. */
            recipients: number;
            /** @description By which way outside of the product they are notified first, as they chose: the first of their channels for which they have a device or an address. `email` has those with a daily digest too. */
            channels: {
                push: number;
                sms: number;
                email: number;
                /** @description Those who get it in the list alone. */
                none: number;
            };
            /** @description The notification in each language that recipients read. */
            languages: {
                language: components["schemas"]["Language"];
                recipients: number;
                title: string;
                body: string;
                /** @description The line for SMS and mail. */
                outside: string;
                sms: components["schemas"]["SmsSize"];
            }[];
            allowance: components["schemas"]["AnnouncementAllowance"];
        };
        /**
         * @description Which text a notification has. More can be added.
         * @example booking_assigned
         */
        NotificationTemplateName: string;
        /** @description A notification to the caller, in their language. */
        Notification: {
            id: components["schemas"]["Id"];
            class: components["schemas"]["NotificationClass"];
            /** @description Which text it has, for programs that show another one. More can be added. */
            template: components["schemas"]["NotificationTemplateName"];
            title: string;
            body: string;
            /** @description What to open. */
            record: {
                /** @enum {string} */
                type: "booking" | "announcement" | "community_announcement";
                id: components["schemas"]["Id"];
            };
            createdAt: components["schemas"]["Timestamp"];
            /** @description When the caller read it; null until then. */
            readAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description One page of a list, and how many notifications the caller has not read. */
        NotificationPage: {
            data: components["schemas"]["Notification"][];
            /** @description Of all notifications of the caller, whatever the filters. */
            unread: number;
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /**
         * @description A month, `YYYY-MM`.
         * @example 2026-11
         */
        CalendarMonth: string;
        /** @description What messages cost. */
        MessageCostList: {
            data: {
                month: components["schemas"]["CalendarMonth"];
                /** @description On whose behalf they were sent; null for those of the platform. */
                hospitalId: components["schemas"]["Id"] | null;
                /** @description `twilio`, `sandbox` or the id of a gateway. */
                provider: string;
                /** @enum {string} */
                channel: "sms" | "whatsapp";
                /** @description ISO 3166-1 alpha-2 of the phones; null for numbers of no country. */
                country: string | null;
                /** @description ISO 4217; null where no price was known. */
                currency: string | null;
                messages: number;
                /** @description The parts that providers count. A WhatsApp message is one. */
                segments: number;
                /** @description What they cost, in millionths of the currency; null where no price was known. */
                micros: number | null;
            }[];
        };
        /** @description How the caller is notified outside of the product, and when not. */
        NotificationPreferences: {
            /** @description Each class of notifications. */
            classes: {
                class: components["schemas"]["NotificationClass"];
                channels: components["schemas"]["NotificationChannels"];
                /** @description Channels that cannot be left out. A class that has some is sent in quiet hours too. */
                required: components["schemas"]["NotificationChannel"][];
            }[];
            /** @description Nothing is sent then but classes with required channels: it is in the list at once, and sent when the quiet hours end, unless it was read. Null: none. */
            quietHours: components["schemas"]["QuietHours"] | null;
            /** @description Null for none. */
            digest: components["schemas"]["NotificationDigest"] | null;
            /** @description The zone of the quiet hours and the digest, which is that of the caller's hospital or community. */
            timezone: components["schemas"]["Timezone"];
        };
        /** @description What a text can name in braces. */
        NotificationVariable: {
            /** @description As it is written in a text, such as `{time}`. */
            name: string;
            /**
             * @description `service_type`: shown by its name in the language of the reader. `time`: shown by the clock of their zone.
             * @enum {string}
             */
            type: "service_type" | "time";
            /** @description What previews are filled with. */
            example: string;
            /** @description Whether the line for lock screens, SMS and mail can have it. */
            outside: boolean;
        };
        /** @description A text of notifications. */
        NotificationTemplate: {
            template: components["schemas"]["NotificationTemplateName"];
            /** @description The classes that such a notification can have; `emergency` where the service type is one for emergencies. */
            classes: components["schemas"]["NotificationClass"][];
            /** @description Empty where the text is the same for all. */
            variables: components["schemas"]["NotificationVariable"][];
        };
        /** @description The texts of notifications. */
        NotificationTemplateList: {
            /** @description In which each text exists. Who reads another language gets English. */
            languages: components["schemas"]["Language"][];
            data: components["schemas"]["NotificationTemplate"][];
        };
        /**
         * @description A part of a text.
         * @enum {string}
         */
        NotificationTextPart: "title" | "body" | "outside";
        /** @description A text in one language, as its readers get it. */
        NotificationTextPreview: {
            language: components["schemas"]["Language"];
            title: string;
            body: string;
            /** @description The line for lock screens, SMS and mail. */
            outside: string;
            /** @description Which parts are the hospital's own. */
            own: components["schemas"]["NotificationTextPart"][];
            sms: components["schemas"]["SmsSize"];
        };
        /** @description A text of notifications, with the values of an example. */
        NotificationTemplatePreview: {
            template: components["schemas"]["NotificationTemplateName"];
            /** @description The classes that such a notification can have. */
            classes: components["schemas"]["NotificationClass"][];
            /** @description Whose notification it is; null for one of the platform. */
            hospitalId: components["schemas"]["Id"] | null;
            previews: components["schemas"]["NotificationTextPreview"][];
        };
        /** @description How a hospital words one of the texts of notifications in one language. */
        NotificationText: {
            template: components["schemas"]["NotificationTemplateName"];
            language: components["schemas"]["Language"];
            /** @description Null where it is that of the platform. */
            title: string | null;
            /** @description Null where it is that of the platform. */
            body: string | null;
            /** @description The line for lock screens, SMS and mail; null where it is that of the platform. */
            outside: string | null;
            /** @description What is wrong with a part by now, such as a word that a new service type brought: that of the platform is used in its place until it is set again. Empty where all parts are used. */
            faults: components["schemas"]["InputFault"][];
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description A hospital's own texts of notifications. */
        NotificationTextList: {
            data: components["schemas"]["NotificationText"][];
        };
        /** @description The parts that the hospital words itself; the others are those of the platform. */
        NotificationTextPut: {
            /** @description At most 60 characters. */
            title?: string;
            /** @description At most 200 characters. */
            body?: string;
            /** @description At most 134 characters, without the service and words about health. */
            outside?: string;
        };
        /** @description How a notification was sent by one channel. */
        NotificationDelivery: {
            channel: components["schemas"]["NotificationChannel"];
            /**
             * @description `sent`: it counts as having reached the person, so nothing more is sent; `delivered`: the provider of the message reports that it arrived; `pending`: a push waits to be confirmed, or a message is tried again; `failed`: the next channel was tried, also after `sent`, when the provider reports that the message did not arrive.
             * @enum {string}
             */
            state: "pending" | "sent" | "delivered" | "failed";
            /** @description 0 where the person had no device or address. */
            attempts: number;
            /** @description Why the last attempt failed, such as `no_device`, `no_address`, `not_confirmed`, `rejected`, `invalid_recipient`, `recipient_opted_out`, `unavailable`, `unknown_outcome` (it may have been sent, and cannot be sent again), `unregistered` (the law wants SMS registered); of a message that the provider had taken also `unreachable` (the phone is off or out of reach) and `undelivered`. More can be added. */
            failure: string | null;
            at: components["schemas"]["Timestamp"];
        };
        /** @description How a notification was sent, in the order of the channels. */
        NotificationDeliveryList: {
            data: components["schemas"]["NotificationDelivery"][];
        };
        /** @description A defibrillator of a community. */
        Defibrillator: {
            id: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            /** @description Where it is, as people there call the place. Unique in the community. */
            name: string;
            location: components["schemas"]["Location"];
            /** @description How to get at it, such as whom to ask at night. */
            accessHint: string | null;
            /** @description When it can be reached, in the community's time zone; null for day and night. */
            hours: components["schemas"]["OpeningHours"][] | null;
            /** @description The address of a photo of the place. */
            photoUrl: string | null;
            /** @description How often it has to be looked at. After twice that time without a check nobody is sent for it. */
            checkEveryDays: number;
            /** @description False while it is known not to work. */
            inService: boolean;
            outOfServiceReason: string | null;
            lastCheckedOn: components["schemas"]["CalendarDate"] | null;
            /** @description The last day for the next check; null before the first one. */
            nextCheckBy: components["schemas"]["CalendarDate"] | null;
            /**
             * @description Whether its checks are up to date: `current`, `overdue` (managers are reminded), or `lapsed`, which is never checked or for twice as long as allowed.
             * @enum {string}
             */
            check: "current" | "overdue" | "lapsed";
            openNow: boolean;
            /** @description Whether somebody could be sent for it now. */
            usable: boolean;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        DefibrillatorPage: {
            data: components["schemas"]["Defibrillator"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A defibrillator to register. */
        DefibrillatorCreate: {
            /** @description Where it is, as people there call the place. Unique in the community. */
            name: string;
            location: components["schemas"]["Location"];
            /** @description How to get at it, such as whom to ask at night. */
            accessHint?: string | null;
            /** @description When it can be reached, in the community's time zone; null for day and night. */
            hours?: components["schemas"]["OpeningHours"][] | null;
            /** @description The address of a photo of the place. */
            photoUrl?: string | null;
            /** @description How often it has to be looked at. After twice that time without a check nobody is sent for it. */
            checkEveryDays?: number;
            /** @description When it was last found ready; null or absent if it never was. */
            lastCheckedOn?: components["schemas"]["CalendarDate"] | null;
        };
        /** @description The fields to change. Omitted fields stay as they are; null clears a field. */
        DefibrillatorPatch: {
            /** @description Where it is, as people there call the place. Unique in the community. */
            name?: string;
            location?: components["schemas"]["Location"];
            /** @description How to get at it, such as whom to ask at night. */
            accessHint?: string | null;
            /** @description When it can be reached, in the community's time zone; null for day and night. */
            hours?: components["schemas"]["OpeningHours"][] | null;
            /** @description The address of a photo of the place. */
            photoUrl?: string | null;
            /** @description How often it has to be looked at. After twice that time without a check nobody is sent for it. */
            checkEveryDays?: number;
            /** @description False takes it out of service, which needs a reason. */
            inService?: boolean;
            outOfServiceReason?: string | null;
        };
        /** @description What somebody found who looked at it. */
        DefibrillatorCheck: {
            /** @description Whether it is ready for use. */
            ready: boolean;
            /** @description The day of the check in the community's time zone; today if absent, and never in the future. */
            checkedOn?: components["schemas"]["CalendarDate"];
            /** @description What is wrong with it. Required if it is not ready. */
            reason?: string;
        };
        /** @description What a resident can do, with the certificate that shows it. */
        VolunteerSkill: {
            id: components["schemas"]["Id"];
            residentId: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            skill: components["schemas"]["VolunteerSkillName"];
            certifiedOn: components["schemas"]["CalendarDate"];
            /** @description The last day on which the certificate counts. */
            expiresOn: components["schemas"]["CalendarDate"];
            issuer: string | null;
            state: components["schemas"]["VolunteerSkillState"];
            /** @description Whether it counts today. */
            inForce: boolean;
            decidedAt: components["schemas"]["Timestamp"] | null;
            decisionReason: string | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description A resident as a volunteer. */
        Volunteering: {
            /** @description Whether they help neighbours at all (`neighborSosVolunteer`). Without that nobody calls them. */
            volunteer: boolean;
            /** @description Whether they can be called for responses now. */
            available: boolean;
            /** @description When they last said where they are; null if their home counts. */
            positionAt: components["schemas"]["Timestamp"] | null;
            skills: components["schemas"]["VolunteerSkill"][];
        };
        /** @description Availability for responses. */
        VolunteeringPut: {
            available: boolean;
            /** @description Where you are; null to count your home. Absent, it stays as it is. */
            position?: components["schemas"]["PositionReport"] | null;
        };
        /** @description A certificate, and the consent to be asked for help. */
        SkillDeclaration: {
            /** @description The date of the certificate. */
            certifiedOn: components["schemas"]["CalendarDate"];
            /** @description The last day on which it counts. */
            expiresOn: components["schemas"]["CalendarDate"];
            /** @description Who issued it. */
            issuer?: string;
            /**
             * @description That Kiwimesh may keep this and call you to emergencies of neighbours. Withdrawing the skill ends it.
             * @constant
             */
            consent: true;
        };
        /** @description One page of a list. */
        VolunteerSkillPage: {
            data: components["schemas"]["VolunteerSkill"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description Whether the certificate was seen. */
        SkillDecision: {
            verified: boolean;
            /** @description Why it was rejected; the resident can read it. Required if it is. */
            reason?: string;
        };
        /** @description One way to the patient, which is a booking of its own. */
        NeighbourhoodLeg: {
            /** @enum {string} */
            role: "patient" | "defibrillator";
            /** @description Follow it on the socket `/bookings`. */
            bookingId: components["schemas"]["Id"];
            state: components["schemas"]["BookingState"];
            volunteer: components["schemas"]["Assignee"] | null;
            acceptedAt: components["schemas"]["Timestamp"] | null;
            /** @description Where the volunteer last was. */
            position: components["schemas"]["Position"] | null;
            /** @description When the volunteer is expected at the patient, walking; null without one on the way. */
            expectedAt: components["schemas"]["Timestamp"] | null;
            defibrillator: components["schemas"]["Waypoint"] | null;
            /** @description How many volunteers were asked. */
            offers: {
                open: number;
                declined: number;
                sent: number;
            };
        };
        /** @description How a neighbourhood responds to a suspected cardiac arrest. */
        NeighbourhoodResponse: {
            id: components["schemas"]["Id"];
            /** @description The ambulance. */
            bookingId: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            hospitalId: components["schemas"]["Id"] | null;
            /**
             * @description `planning` while the volunteers are chosen, which takes a second or two.
             * @enum {string}
             */
            state: "planning" | "active" | "ended";
            /**
             * @description Null while it goes on.
             * @enum {unknown}
             */
            endReason: "stood_down" | "ambulance_cancelled" | "ambulance_completed" | null;
            /** @description How many available volunteers with proven skills the community has; null while planning. */
            volunteersFound: number | null;
            /** @description The pace at which a person beside the patient is guided through chest compressions. */
            compressionsPerMinute: number;
            /** @description Who is on the way to the patient, directly and by way of a defibrillator. */
            legs: components["schemas"]["NeighbourhoodLeg"][];
            /** @description What happened, as far as it is known. */
            outcome: {
                firstVolunteerArrivedAt: components["schemas"]["Timestamp"] | null;
                ambulanceArrivedAt: components["schemas"]["Timestamp"] | null;
                /** @description Null until the first of them has arrived. */
                arrivedBeforeAmbulance: boolean | null;
                defibrillatorFetched: boolean | null;
                shockGiven: boolean | null;
            };
            createdAt: components["schemas"]["Timestamp"];
            endedAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
        };
        /** @description What volunteers need to know to reach the patient. */
        NeighbourhoodResponseRequest: {
            /** @description How to get in, such as a gate, a lift or a door code. Volunteers read it after accepting. */
            accessHint?: string;
        };
        /** @description Why volunteers are no longer needed. */
        NeighbourhoodResponseEnd: {
            reason: string;
        };
        /** @description What happened. Omitted members stay as they are. */
        NeighbourhoodOutcomeRequest: {
            defibrillatorFetched?: boolean;
            shockGiven?: boolean;
        };
        /** @description When failed sign-ins lock an account, and for how long. */
        LockoutPolicy: {
            /** @description The number of failed attempts within the window that lock the account. */
            attempts: number;
            /** @description How long a failed attempt counts, in seconds. */
            windowSeconds: number;
            /** @description How long the first lock lasts, in seconds. */
            lockSeconds: number;
            /** @description The factor by which each further lock is longer. */
            growth: number;
            /** @description The maximum duration of a lock, in seconds; at least `lockSeconds`. */
            maxLockSeconds: number;
        };
        /** @description Lockout by role, for people who sign in with a password. */
        LockoutByRole: {
            super_admin: components["schemas"]["LockoutPolicy"];
            hospital_admin: components["schemas"]["LockoutPolicy"];
            nurse: components["schemas"]["LockoutPolicy"];
            paramedic: components["schemas"]["LockoutPolicy"];
            community_manager: components["schemas"]["LockoutPolicy"];
        };
        /** @description The settings that a super admin can change at run time. */
        Settings: {
            lockout: components["schemas"]["LockoutByRole"];
            /** @description The roles that need a second factor. In production these always include super admins and hospital admins. */
            secondFactor: {
                /** @description Roles of staff. */
                requiredRoles: components["schemas"]["StaffRole"][];
            };
            /** @description The audit trail. */
            audit: {
                /** @description The number of days that an entry is kept. */
                retentionDays: number;
            };
            /** @description Erasing personal data. */
            privacy: {
                /** @description The number of days in which a resident can cancel an erasure request. */
                erasureDelayDays: number;
            };
            /** @description Assessments of urgency. */
            triage: {
                /** @description The number of days that an assessment and the record of how it was made are kept. */
                retentionDays: number;
            };
            /** @description Calls for help. */
            calls: {
                /** @description The number of days that a call and its transcript are kept after it was received. */
                retentionDays: number;
                /** @description Recordings of calls, where the law of the region allows them. Calls show whether they are recorded. */
                recording: {
                    /** @description Whether calls that begin from now on are recorded. */
                    enabled: boolean;
                    /** @description The number of days that a recording is kept after its call began; no longer than the call. */
                    retentionDays: number;
                };
            };
            /** @description What language models may cost, in millionths of a US dollar. A budget of 0 leaves out all models that cost anything. */
            models: {
                /** @description The most that one assessment may cost. */
                maxCostMicros: number;
                /** @description What each hospital or community may spend on a day (UTC). */
                dailyBudgetMicros: number;
                /** @description What each hospital or community may spend in a month (UTC). */
                monthlyBudgetMicros: number;
            };
            /** @description Invitations of staff. */
            invitations: {
                /** @description The number of hours until the link of an invitation expires. */
                validHours: number;
            };
            version: components["schemas"]["Version"];
            /** @description Null if the settings were never changed. */
            updatedAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description Lockout by role, for people who sign in with a password; an omitted role goes back to its default. */
        LockoutByRolePut: {
            super_admin?: components["schemas"]["LockoutPolicy"];
            hospital_admin?: components["schemas"]["LockoutPolicy"];
            nurse?: components["schemas"]["LockoutPolicy"];
            paramedic?: components["schemas"]["LockoutPolicy"];
            community_manager?: components["schemas"]["LockoutPolicy"];
        };
        /** @description The new settings. An omitted part goes back to its default. */
        SettingsPut: {
            lockout?: components["schemas"]["LockoutByRolePut"];
            /** @description The roles that need a second factor. In production these always include super admins and hospital admins. */
            secondFactor?: {
                /** @description Roles of staff. */
                requiredRoles: components["schemas"]["StaffRole"][];
            };
            /** @description The audit trail. */
            audit?: {
                /** @description The number of days that an entry is kept. */
                retentionDays: number;
            };
            /** @description Erasing personal data. */
            privacy?: {
                /** @description The number of days in which a resident can cancel an erasure request. */
                erasureDelayDays: number;
            };
            /** @description Assessments of urgency. */
            triage?: {
                /** @description The number of days that an assessment and the record of how it was made are kept. */
                retentionDays: number;
            };
            /** @description Calls for help. */
            calls?: {
                /** @description The number of days that a call and its transcript are kept after it was received. */
                retentionDays: number;
                /** @description Recordings of calls, where the law of the region allows them. Calls show whether they are recorded. */
                recording?: {
                    /** @description Whether calls that begin from now on are recorded. */
                    enabled: boolean;
                    /** @description The number of days that a recording is kept after its call began; no longer than the call. */
                    retentionDays: number;
                };
            };
            /** @description What language models may cost, in millionths of a US dollar. A budget of 0 leaves out all models that cost anything. */
            models?: {
                /** @description The most that one assessment may cost. */
                maxCostMicros: number;
                /** @description What each hospital or community may spend on a day (UTC). */
                dailyBudgetMicros: number;
                /** @description What each hospital or community may spend in a month (UTC). */
                monthlyBudgetMicros: number;
            };
            /** @description Invitations of staff. */
            invitations?: {
                /** @description The number of hours until the link of an invitation expires. */
                validHours: number;
            };
        };
        /** @description The id of a dead letter. */
        DeadLetterId: string;
        /** @description A delivery or a job that is not retried any more. */
        DeadLetter: {
            id: components["schemas"]["DeadLetterId"];
            /** @enum {string} */
            kind: "event" | "job";
            /** @description The subscriber or the job. */
            name: string;
            /** @description The error of the last attempt. Contains ids only, no personal data. */
            reason: string;
            /** @description The number of attempts. */
            attempts: number;
            failedAt: components["schemas"]["Timestamp"];
            correlationId: string | null;
        };
        /** @description One page of a list. */
        DeadLetterPage: {
            data: components["schemas"]["DeadLetter"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description One entry of the audit log. Contains only ids, fixed words and the network address of the request. */
        AuditEvent: {
            id: components["schemas"]["Id"];
            /** @description Its position in the chain. */
            position: number;
            occurredAt: components["schemas"]["Timestamp"];
            /** @description Who acted; names are never recorded. */
            actor: {
                /** @enum {string} */
                kind: "staff" | "resident" | "api_key" | "publishable_key" | "visitor" | "anonymous" | "system";
                id: components["schemas"]["Id"] | null;
                role: components["schemas"]["Role"] | null;
            };
            /** @description The hospital the record belongs to, otherwise the actor's hospital. */
            hospitalId: components["schemas"]["Id"] | null;
            communityId: components["schemas"]["Id"] | null;
            /** @description The operation, job or subscriber, or `socket` and the request; for other system work, the reason for it. */
            action: string;
            recordType: string | null;
            recordIds: string[];
            /** @description Why more than the caller's own access was used, or other context, such as that a wrong attempt locked the account. Fixed phrases. */
            purpose: string | null;
            outcome: components["schemas"]["AuditOutcome"];
            /** @description The problem's code unless it succeeded. */
            problem: string | null;
            /** @description The network address of the request; null for system work, and after erasure. */
            address: string | null;
            correlationId: string;
        };
        /** @description One page of a list. */
        AuditEventPage: {
            data: components["schemas"]["AuditEvent"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description Whether the audit log is unchanged. */
        AuditVerification: {
            intact: boolean;
            /** @description The number of valid seals. */
            seals: number;
            /** @description The number of entries under those seals. */
            entries: number;
            /** @description The first difference found. */
            fault: {
                /** @enum {string} */
                kind: "head_missing" | "head_altered" | "head_unexpected" | "seal_missing" | "seal_altered" | "entry_missing" | "entry_altered" | "entry_added" | "entry_moved" | "key_unknown";
                seal: string | null;
                position: string | null;
                entryId: components["schemas"]["Id"] | null;
                detail: string;
            } | null;
            /** @description The newest seal. Store it elsewhere as `number:hash` and pass it as `expectedHead` in a later verification. */
            head: {
                number: string;
                hash: string;
            } | null;
        };
        /**
         * @description The id of a scenario, the name of its file.
         * @example stroke
         */
        TrainingScenarioId: string;
        /** @description Who calls. */
        TrainingCaller: {
            /** @description Who calls, in relation to the patient. */
            relation: string;
            /** @enum {string} */
            voice: "female" | "male" | "child";
        };
        /** @description A noise behind the caller. Times are milliseconds from the moment the call is answered. */
        TrainingNoise: {
            kind: string;
            /** @enum {string} */
            level: "low" | "medium" | "high";
            fromMs: number;
            /** @description Null to the end. */
            toMs: number | null;
        };
        /**
         * @description Whether the caller's words are text or also spoken.
         * @enum {string}
         */
        TrainingMode: "text" | "audio";
        /**
         * @description Why it can be run as text alone; null where `audio` is among the modes. `no_synthesiser`: nothing here speaks; `no_recognition`: nothing here hears, so that what is spoken would reach no transcript; `language`: the synthesiser does not speak the languages of this caller.
         * @enum {string|null}
         */
        TrainingAudioUnavailable: "no_synthesiser" | "no_recognition" | "language" | null;
        /** @description A scenario as operators choose it. It gives nothing of the case away. */
        TrainingScenarioSummary: {
            id: components["schemas"]["TrainingScenarioId"];
            title: string;
            difficulty: number;
            /** @description What the caller speaks at first; `hi-Latn` is Hindi in Latin letters. */
            language: components["schemas"]["Language"];
            caller: components["schemas"]["TrainingCaller"];
            /** @description What is heard behind the caller. */
            noise: components["schemas"]["TrainingNoise"][];
            /** @description What it can be run as here; `audio` where the installation can speak. */
            modes: components["schemas"]["TrainingMode"][];
            audioUnavailable: components["schemas"]["TrainingAudioUnavailable"];
        };
        /** @description All scenarios. */
        TrainingScenarioList: {
            data: components["schemas"]["TrainingScenarioSummary"][];
        };
        /**
         * @description What a criterion is about.
         * @enum {string}
         */
        TrainingCategory: "questions" | "findings" | "recognition" | "urgency" | "action" | "advice" | "address";
        /** @description What a case is about and how a run of it is marked. */
        TrainingDebrief: {
            summary: string;
            /** @description How the caller is. */
            persona: string;
            /** @description What is true in the case, by name. */
            facts: {
                [key: string]: string;
            };
            criteria: {
                id: string;
                category: components["schemas"]["TrainingCategory"];
                /** @description What is expected, in words. */
                label: string;
                points: number;
                /** @description Until when it earns all of its points; null for before the end. */
                dueMs: number | null;
            }[];
            wrongTurns: {
                id: string;
                why: string;
                /** @enum {string} */
                gravity: "minor" | "serious" | "dangerous";
                /** @description Points that it costs. */
                cost: number;
            }[];
            /** @description The public documents that the case stands on. */
            sources: components["schemas"]["TriageRuleSource"][];
        };
        /** @description A scenario. */
        TrainingScenario: {
            id: components["schemas"]["TrainingScenarioId"];
            title: string;
            difficulty: number;
            language: components["schemas"]["Language"];
            caller: components["schemas"]["TrainingCaller"];
            noise: components["schemas"]["TrainingNoise"][];
            modes: components["schemas"]["TrainingMode"][];
            audioUnavailable: components["schemas"]["TrainingAudioUnavailable"];
            /** @description What the case is, and what earns and costs marks. For administrators, and for operators who have ended a run of it; null for others. */
            debrief: components["schemas"]["TrainingDebrief"] | null;
        };
        /**
         * @description A label under which runs are reported together, such as an intake or a course.
         * @example 2026-november
         */
        TrainingCohort: string;
        /**
         * @description `waiting`: the call rings. `active`: it was answered. `ended`: the operator ended it, and it is scored. `abandoned`: it was never answered.
         * @enum {string}
         */
        TrainingRunState: "waiting" | "active" | "ended" | "abandoned";
        /** @description A run in a list. */
        TrainingRunSummary: {
            id: components["schemas"]["Id"];
            scenarioId: components["schemas"]["TrainingScenarioId"];
            scenarioTitle: string;
            mode: components["schemas"]["TrainingMode"];
            cohort: components["schemas"]["TrainingCohort"] | null;
            state: components["schemas"]["TrainingRunState"];
            /** @description The call to claim. Everything in it is done as in any call. */
            callId: components["schemas"]["Id"];
            /** @description Who is trained. */
            operator: {
                id: components["schemas"]["Id"];
                name: string;
            };
            /** @description The hospital of the operator; null for one of the platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description Marks from 0 to 100; null until the run has ended. */
            total: number | null;
            /** @description Whether it has 70 marks or more and no dangerous wrong turn. */
            passed: boolean | null;
            createdAt: components["schemas"]["Timestamp"];
            /** @description When the call was answered. */
            startedAt: components["schemas"]["Timestamp"] | null;
            endedAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
        };
        /** @description One page of a list. */
        TrainingRunPage: {
            data: components["schemas"]["TrainingRunSummary"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A run to start. */
        TrainingRunCreate: {
            scenarioId: components["schemas"]["TrainingScenarioId"];
            mode: components["schemas"]["TrainingMode"];
            cohort?: components["schemas"]["TrainingCohort"];
            /** @description Who practises, for administrators; the caller if left out. They need the duty `dispatch`, and the call rings for them alone. */
            operatorId?: components["schemas"]["Id"];
        };
        /** @description How far the caller of a spoken run has come. */
        TrainingRunAudio: {
            /** @description Lines that were spoken, the last of them perhaps not to its end. */
            linesSpoken: number;
            /** @description Lines that could not be spoken, so that they came as text. */
            linesAsText: number;
        };
        /** @description What one criterion earned, or one wrong turn cost. Times are milliseconds from the moment the call was answered. */
        TrainingScoreItem: {
            id: string;
            category: components["schemas"]["TrainingCategory"] | "wrong_turn";
            /** @description What was expected, in words; of a wrong turn, what is wrong with it. */
            label: string;
            /**
             * @description `late` and `partly` (an urgency one level too high) earn half.
             * @enum {string}
             */
            outcome: "met" | "late" | "partly" | "missed" | "wrong_turn";
            /** @description Below zero for a wrong turn. */
            points: number;
            /** @description The points that could be earned; 0 for a wrong turn. */
            of: number;
            dueMs: number | null;
            /** @description When it was done; null if it was not. */
            atMs: number | null;
            /** @description Of urgency, action and service, what was decided. */
            actual: string | null;
        };
        /** @description What a run earned, by the published criteria. */
        TrainingScore: {
            total: number;
            passed: boolean;
            items: components["schemas"]["TrainingScoreItem"][];
        };
        /** @description Something that was said or done. */
        TrainingTimelineEntry: {
            /** @enum {string} */
            kind: "caller" | "operator" | "decision" | "end";
            /** @description Milliseconds from the moment the call was answered. */
            atMs: number;
            /** @description What was said. */
            text: string | null;
            /** @description What the operator's words were understood as. */
            intents: string[];
            /** @description Concepts of triage that the caller's words contain. */
            tells: string[];
            decision: {
                urgency: components["schemas"]["Urgency"];
                /** @enum {string} */
                action: "dispatch" | "advise" | "refer" | "false_call";
                serviceType: string | null;
            } | null;
        };
        /** @description A run of a scenario. What is said is invented, and handled as health data all the same. */
        TrainingRun: {
            id: components["schemas"]["Id"];
            scenarioId: components["schemas"]["TrainingScenarioId"];
            scenarioTitle: string;
            mode: components["schemas"]["TrainingMode"];
            cohort: components["schemas"]["TrainingCohort"] | null;
            state: components["schemas"]["TrainingRunState"];
            /** @description The call to claim. Everything in it is done as in any call. */
            callId: components["schemas"]["Id"];
            /** @description Who is trained. */
            operator: {
                id: components["schemas"]["Id"];
                name: string;
            };
            /** @description The hospital of the operator; null for one of the platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description Marks from 0 to 100; null until the run has ended. */
            total: number | null;
            /** @description Whether it has 70 marks or more and no dangerous wrong turn. */
            passed: boolean | null;
            /** @description Null for a run of text. */
            audio: components["schemas"]["TrainingRunAudio"] | null;
            /** @description Null until the run has ended. */
            score: components["schemas"]["TrainingScore"] | null;
            /** @description Everything that was said and done, in order. The score follows from it. */
            timeline: components["schemas"]["TrainingTimelineEntry"][];
            createdAt: components["schemas"]["Timestamp"];
            /** @description When the call was answered. */
            startedAt: components["schemas"]["Timestamp"] | null;
            endedAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
        };
        /** @description Runs that ended in a period, counted by operator and by scenario. */
        TrainingReport: {
            runs: number;
            passed: number;
            /** @description Of 100 marks; null without runs. */
            averageTotal: number | null;
            /** @description The most runs first. */
            operators: {
                operator: {
                    id: components["schemas"]["Id"];
                    name: string;
                };
                hospitalId: components["schemas"]["Id"] | null;
                runs: number;
                passed: number;
                averageTotal: number;
                bestTotal: number;
                /** @description How many different scenarios were run. */
                scenarios: number;
                lastEndedAt: components["schemas"]["Timestamp"];
            }[];
            /** @description The lowest average first. */
            scenarios: {
                scenarioId: components["schemas"]["TrainingScenarioId"];
                title: string;
                runs: number;
                passed: number;
                averageTotal: number;
                /** @description The items that most runs lost marks on, at most five. */
                oftenMissed: {
                    id: string;
                    label: string;
                    /** @description How many runs lost marks on it. */
                    runs: number;
                }[];
            }[];
        };
        /** @description The process runs. */
        Liveness: {
            /** @constant */
            status: "ok";
        };
        /** @description Whether the process can take work. */
        Readiness: {
            /** @constant */
            status: "ok";
            /** @description The state of each dependency. The process is also ready without `speech`: calls are then typed. */
            checks: {
                [key: string]: {
                    /** @enum {string} */
                    status: "up" | "down";
                    latencyMs?: number;
                };
            };
        };
        /** @description An app or browser that receives a person's pushes. */
        Device: {
            id: components["schemas"]["Id"];
            kind: components["schemas"]["DeviceKind"];
            /** @description Whether it was registered in the session of this request. */
            current: boolean;
            createdAt: components["schemas"]["Timestamp"];
            /** @description When it was last registered. */
            renewedAt: components["schemas"]["Timestamp"];
            /** @description Until when it receives pushes at the latest, when its session ends. */
            expiresAt: components["schemas"]["Timestamp"];
            /** @description How the last push went; null before the first. */
            lastPush: {
                /**
                 * @description `accepted`: the push service took it, which is not yet shown.
                 * @enum {string}
                 */
                state: "accepted" | "failed";
                at: components["schemas"]["Timestamp"];
            } | null;
        };
        /** @description A person's devices, newest first. */
        DeviceList: {
            data: components["schemas"]["Device"][];
        };
        /** @description What `subscription.toJSON()` of a browser gives. */
        PushSubscription: {
            /** @description The address of the browser's push service for this browser. */
            endpoint: string;
            /** @description Taken and ignored; a subscription that has expired is removed when the push service says so. */
            expirationTime?: number | null;
            /** @description With what pushes are encrypted for this browser (RFC 8291). */
            keys: {
                /** @description The browser's public key, an uncompressed P-256 point, base64url. */
                p256dh: string;
                /** @description The browser's authentication secret, 16 bytes, base64url. */
                auth: string;
            };
        };
        /** @description The device that the caller is signed in on. */
        DeviceCreate: {
            /** @constant */
            kind: "fcm";
            /** @description The registration token. */
            token: string;
        } | {
            /** @constant */
            kind: "web_push";
            subscription: components["schemas"]["PushSubscription"];
        };
        /** @description The key with which browsers subscribe. */
        WebPushKey: {
            /** @description An uncompressed P-256 point, base64url; null where this installation pushes to no browsers. */
            publicKey: string | null;
        };
        /** @description A message that a sandbox adapter kept instead of sending it. */
        SentMessage: {
            id?: string;
            /** @enum {string} */
            channel: "sms" | "whatsapp" | "email" | "push";
            to: string;
            subject?: string | null;
            body: string;
            sentAt: components["schemas"]["Timestamp"];
        };
        /** @description The messages, newest first. */
        SentMessages: {
            data: components["schemas"]["SentMessage"][];
        };
        /** @description What a person writes. */
        SandboxMessage: {
            from: components["schemas"]["PhoneInput"];
            /** @description As it is typed. */
            text: string;
        };
        /** @description The fields that the provider sends, in its own names; it may add others at any time. */
        MessageReportForm: {
            [key: string]: string;
        };
        /** @description A value of a provider's report. */
        MessageReportValue: string | number | boolean | null;
        /** @description What a provider sends, in its own names; it may add others at any time. */
        MessageReport: {
            [key: string]: components["schemas"]["MessageReportValue"] | {
                [key: string]: components["schemas"]["MessageReportValue"];
            } | {
                [key: string]: components["schemas"]["MessageReportValue"];
            }[];
        };
        /**
         * @description `received`: it is handled in a moment, or tried again; `handled`; `failed`: it is not tried again by itself, see dead letters.
         * @enum {string}
         */
        InboundWebhookState: "received" | "handled" | "failed";
        /** @description A request of a provider, once for each of its events. */
        InboundWebhook: {
            id: components["schemas"]["Id"];
            /**
             * @description What it tells about: `messages`, how far the provider got with an SMS or WhatsApp message; `replies`, what a person wrote.
             * @enum {string}
             */
            source: "messages" | "replies";
            /** @description Who sent it. */
            provider: string;
            state: components["schemas"]["InboundWebhookState"];
            /**
             * @description `ignored`: it said nothing that is kept. Null before it was handled.
             * @enum {string|null}
             */
            outcome: "applied" | "ignored" | null;
            /** @description Why it failed, without anything of the body; null where it did not. */
            reason: string | null;
            /** @description How often it arrived again. */
            repeats: number;
            receivedAt: components["schemas"]["Timestamp"];
            /** @description Null before it was handled. */
            handledAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description One page of a list. */
        InboundWebhookPage: {
            data: components["schemas"]["InboundWebhook"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description A request of a provider with its body. */
        InboundWebhookDetail: {
            id: components["schemas"]["Id"];
            /**
             * @description What it tells about.
             * @enum {string}
             */
            source: "messages" | "replies";
            /** @description Who sent it. */
            provider: string;
            state: components["schemas"]["InboundWebhookState"];
            /**
             * @description `ignored`: it said nothing that is kept. Null before it was handled.
             * @enum {string|null}
             */
            outcome: "applied" | "ignored" | null;
            /** @description Why it failed, without anything of the body; null where it did not. */
            reason: string | null;
            /** @description How often it arrived again. */
            repeats: number;
            receivedAt: components["schemas"]["Timestamp"];
            /** @description Null before it was handled. */
            handledAt: components["schemas"]["Timestamp"] | null;
            /** @description As it arrived. */
            body: string;
        };
        /** @description The type of an event, such as `booking.assigned`. */
        WebhookEventName: string;
        /** @description A kind of event that endpoints can choose. */
        WebhookEventType: {
            type: components["schemas"]["WebhookEventName"];
            /** @description Members may be added within a version; any other change makes a new one. */
            version: number;
            /** @description What happened. */
            description: string;
            /** @description The JSON Schema (2020-12) of `data`. */
            schema: {
                [key: string]: unknown;
            };
            /** @description An example of `data`. */
            example: {
                [key: string]: unknown;
            };
        };
        /** @description The catalogue of events. */
        WebhookEventTypeList: {
            data: components["schemas"]["WebhookEventType"][];
        };
        /** @description An event as it is sent. */
        WebhookEnvelope: {
            /** @description The same whenever the event is sent again. */
            id: components["schemas"]["Id"];
            type: components["schemas"]["WebhookEventName"];
            /** @description The version of its schema. */
            version: number;
            /** @description The record it is about. */
            aggregate: {
                /** @description The kind of record, such as `booking`. */
                type: string;
                /** @description Its id. */
                id: string;
            };
            occurredAt: components["schemas"]["Timestamp"];
            /** @description The `X-Correlation-Id` of the request that led to it. */
            correlationId: string;
            /** @description By the schema of its type and version. */
            data: {
                [key: string]: unknown;
            };
        };
        /** @description An event that was recorded for webhooks. */
        WebhookEventRecord: {
            /** @description For `updatedSince`. */
            recordedAt: components["schemas"]["Timestamp"];
            event: components["schemas"]["WebhookEnvelope"];
        };
        /** @description One page of a list. */
        WebhookEventPage: {
            data: components["schemas"]["WebhookEventRecord"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description Where a partner receives events. */
        WebhookEndpoint: {
            id: components["schemas"]["Id"];
            /** @description The hospital whose events it receives; null for those of the whole platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description An https address on the public internet, without a user name. Shown to those who manage the endpoint only, since it may have a token of the partner. */
            url: string;
            /** @description What receives the events, one line. */
            description: string;
            /** @description The events to send, see `GET /v1/webhook-event-types`. */
            eventTypes: components["schemas"]["WebhookEventName"][];
            /** @description Whether the log keeps the beginnings of replies (500 characters). Emails, numbers and what looks like a credential are replaced, names are not: switch it on only while you look for a fault. */
            keepReplies: boolean;
            /**
             * @description A paused endpoint receives nothing.
             * @enum {string}
             */
            state: "active" | "paused";
            /**
             * @description Why it is paused: it failed for three days, answered 410 Gone, was paused by an administrator, or its hospital was deactivated. Null while it is active.
             * @enum {string|null}
             */
            pauseReason: "failing" | "gone" | "manual" | "hospital_deactivated" | null;
            /** @description Since when it is paused; null while it is active. */
            pausedAt: components["schemas"]["Timestamp"] | null;
            /** @description When the failures began that no success has followed; null if the last attempt succeeded. */
            failingSince: components["schemas"]["Timestamp"] | null;
            /** @description After a rotation, until when the secret before signs too; null if there was none. */
            previousSecretExpiresAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        WebhookEndpointPage: {
            data: components["schemas"]["WebhookEndpoint"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description An endpoint to create. */
        WebhookEndpointCreate: {
            /** @description Default your own hospital; of a super admin the whole platform, which is null. */
            hospitalId?: components["schemas"]["Id"] | null;
            /** @description An https address on the public internet, without a user name. Shown to those who manage the endpoint only, since it may have a token of the partner. */
            url: string;
            /** @description What receives the events, one line. */
            description?: string;
            /** @description The events to send, see `GET /v1/webhook-event-types`. */
            eventTypes: components["schemas"]["WebhookEventName"][];
            /** @description Whether the log keeps the beginnings of replies (500 characters). Emails, numbers and what looks like a credential are replaced, names are not: switch it on only while you look for a fault. */
            keepReplies?: boolean;
        };
        /** @description An endpoint with its signing secret, which is shown only in this reply. */
        WebhookEndpointCreated: {
            id: components["schemas"]["Id"];
            /** @description The hospital whose events it receives; null for those of the whole platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description An https address on the public internet, without a user name. Shown to those who manage the endpoint only, since it may have a token of the partner. */
            url: string;
            /** @description What receives the events, one line. */
            description: string;
            /** @description The events to send, see `GET /v1/webhook-event-types`. */
            eventTypes: components["schemas"]["WebhookEventName"][];
            /** @description Whether the log keeps the beginnings of replies (500 characters). Emails, numbers and what looks like a credential are replaced, names are not: switch it on only while you look for a fault. */
            keepReplies: boolean;
            /**
             * @description A paused endpoint receives nothing.
             * @enum {string}
             */
            state: "active" | "paused";
            /**
             * @description Why it is paused: it failed for three days, answered 410 Gone, was paused by an administrator, or its hospital was deactivated. Null while it is active.
             * @enum {string|null}
             */
            pauseReason: "failing" | "gone" | "manual" | "hospital_deactivated" | null;
            /** @description Since when it is paused; null while it is active. */
            pausedAt: components["schemas"]["Timestamp"] | null;
            /** @description When the failures began that no success has followed; null if the last attempt succeeded. */
            failingSince: components["schemas"]["Timestamp"] | null;
            /** @description After a rotation, until when the secret before signs too; null if there was none. */
            previousSecretExpiresAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
            /** @description The signing secret of Standard Webhooks, `whsec_` and 32 bytes in base64. */
            secret: string;
        };
        /** @description The fields to change. */
        WebhookEndpointPatch: {
            /** @description An https address on the public internet, without a user name. Shown to those who manage the endpoint only, since it may have a token of the partner. */
            url?: string;
            /** @description What receives the events, one line. */
            description?: string;
            /** @description The events to send, see `GET /v1/webhook-event-types`. */
            eventTypes?: components["schemas"]["WebhookEventName"][];
            /** @description Whether the log keeps the beginnings of replies (500 characters). Emails, numbers and what looks like a credential are replaced, names are not: switch it on only while you look for a fault. */
            keepReplies?: boolean;
            /**
             * @description `active` resumes a paused endpoint.
             * @enum {string}
             */
            state?: "active" | "paused";
        };
        /** @description How to rotate a secret. */
        WebhookSecretRotation: {
            /**
             * @description How long the current secret signs beside the new one, in seconds; 0 ends it immediately.
             * @default 86400
             */
            overlapSeconds?: number;
        };
        /**
         * @description `pending` until the partner's server has taken it, or three days of attempts have failed: then it is `failed`.
         * @enum {string}
         */
        WebhookDeliveryState: "pending" | "delivered" | "failed";
        /** @description One request to the partner's server. */
        WebhookAttempt: {
            /** @description Sent as `X-Request-Id`. */
            requestId: components["schemas"]["Id"];
            /** @description 1 for the first attempt of the delivery. */
            number: number;
            startedAt: components["schemas"]["Timestamp"];
            /**
             * @description `delivered` (2xx), `refused` (another status), `redirected` (redirects are not followed), `timed_out`, `unreachable`, `connection_lost`, `bad_reply`, or `blocked_address` (the host leads to an address that is not public). Null while it is under way, and where the process that made it ended in the middle.
             * @enum {string|null}
             */
            outcome: "delivered" | "refused" | "redirected" | "timed_out" | "unreachable" | "connection_lost" | "bad_reply" | "blocked_address" | null;
            /** @description The status of the reply; null if there was none. */
            status: number | null;
            /** @description From the beginning of the request to the reply, milliseconds. */
            latencyMs: number | null;
            /** @description The redacted beginning of the reply where `keepReplies` is on. */
            reply: string | null;
        };
        /** @description One event on its way to one endpoint, with every attempt. */
        WebhookDelivery: {
            id: components["schemas"]["Id"];
            endpointId: components["schemas"]["Id"];
            /**
             * @description Why it is sent.
             * @enum {string}
             */
            cause: "event" | "replay" | "test";
            /** @description Sent as `webhook-id`, and the same when the event is sent again. */
            eventId: components["schemas"]["Id"];
            eventType: components["schemas"]["WebhookEventName"];
            state: components["schemas"]["WebhookDeliveryState"];
            occurredAt: components["schemas"]["Timestamp"];
            createdAt: components["schemas"]["Timestamp"];
            /** @description When it is tried again; null where it is not, or waits for an earlier event of the same record. */
            nextAttemptAt: components["schemas"]["Timestamp"] | null;
            /** @description When it was delivered or given up; null before. */
            endedAt: components["schemas"]["Timestamp"] | null;
            /** @description The first first. */
            attempts: components["schemas"]["WebhookAttempt"][];
        };
        /** @description One page of a list. */
        WebhookDeliveryPage: {
            data: components["schemas"]["WebhookDelivery"][];
            /** @description Pass it as `cursor` to get the next page; null on the last page. */
            nextCursor: string | null;
        };
        /** @description What to send again. */
        WebhookReplay: {
            from: components["schemas"]["TimestampInput"];
            to: components["schemas"]["TimestampInput"];
        } | {
            deliveryIds: components["schemas"]["Id"][];
        };
        /** @description What is on its way. */
        WebhookReplayed: {
            /** @description How many events are sent again. */
            replayed: number;
        };
    };
    responses: {
        /** @description The request does not follow the contract. */
        BadRequest: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The credential is missing, invalid or expired. */
        Unauthenticated: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The credential is valid, but does not permit this. */
        Forbidden: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Does not exist, or is not visible to the caller: the two replies are identical. */
        NotFound: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests: wait as long as `Retry-After` says. */
        TooManyRequests: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description An internal error occurred. Nothing was changed. */
        InternalError: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A dependency is down, or this process is stopping: try again. */
        Unavailable: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request conflicts with the current state; `code` says how. */
        Conflict: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large. */
        PayloadTooLarge: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not `application/json`. */
        UnsupportedMediaType: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request is well formed but cannot be carried out; `code` and `detail` say why. */
        Unprocessable: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The resource has changed since the version in `If-Match`. */
        PreconditionFailed: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Done, for an API key that may write but not read (see `reply` in `x-access`): the record is not returned. `Location` is the path of a new record, `ETag` its version. */
        Withheld: {
            headers: {
                Location: components["headers"]["Location"];
                ETag: components["headers"]["ETag"];
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description The community. */
        CommunityIdPath: components["schemas"]["Id"];
        /** @description The maximum number of items in a page. */
        Limit: number;
        /** @description The `nextCursor` of the previous page. */
        Cursor: string;
        /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
        CorrelationId: string;
        /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
        IdempotencyKey: string;
        /** @description The place. */
        PlaceIdPath: components["schemas"]["Id"];
        /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
        IfMatch: string;
        /** @description The alarm device. */
        AlarmDeviceIdPath: components["schemas"]["Id"];
        /** @description Only calls in this state; repeat the parameter for several states. */
        CallStateQuery: components["schemas"]["CallState"][];
        /** @description Only records of this hospital. */
        HospitalIdQuery: components["schemas"]["Id"];
        /** @description Only records of this resident. */
        ResidentIdQuery: components["schemas"]["Id"];
        /** @description The start of the period, at most 7 days ago; an hour ago if left out. */
        FiguresFromQuery: components["schemas"]["TimestampInput"];
        /** @description The telephone gateway. */
        VoiceProviderPath: "twilio";
        /** @description The call whose caller is called back; absent when somebody calls the service. */
        CalledBackQuery: components["schemas"]["Id"];
        /** @description The call. */
        CallIdPath: components["schemas"]["Id"];
        /** @description Only what comes after this sequence number. */
        AfterSequenceQuery: number;
        /** @description The first day, in UTC; by default the first of this month. */
        SpendFromQuery: components["schemas"]["CalendarDate"];
        /** @description The last day, in UTC; by default today. */
        SpendToQuery: components["schemas"]["CalendarDate"];
        /** @description Only those as urgent as this or more. */
        MinUrgencyQuery: components["schemas"]["Urgency"];
        /** @description The assessment. */
        TriageIdPath: components["schemas"]["Id"];
        /** @description The language of the labels; English where it has none. */
        LanguageQuery: components["schemas"]["Language"];
        /** @description The session. */
        SessionIdPath: components["schemas"]["Id"];
        /** @description The change. */
        AddressChangeIdPath: components["schemas"]["Id"];
        /** @description `true` for active records only, `false` for deactivated ones only. */
        ActiveQuery: boolean;
        /** @description Part of the name. */
        Search: components["schemas"]["SearchText"];
        /** @description Only records changed at or after this time, oldest change first. Pass the newest `updatedAt` you have received. Every change is delivered at least once, even if it was committed after a later one. Changes of the minute before the given time are delivered again, so compare `id` and `version`. A change appears once every transaction that began before it has ended, usually within a second. */
        UpdatedSinceQuery: components["schemas"]["TimestampInput"];
        /** @description Only records of this community. */
        CommunityIdQuery: components["schemas"]["Id"];
        /** @description The hospital. */
        HospitalIdPath: components["schemas"]["Id"];
        /** @description The service type. */
        ServiceTypePath: components["schemas"]["ServiceTypeId"];
        /** @description Only staff with this role. */
        RoleQuery: components["schemas"]["StaffRole"];
        /** @description `true` for staff on duty, `false` for staff off duty. */
        OnDutyQuery: boolean;
        /** @description Only staff with this duty. */
        DutyQuery: components["schemas"]["Duty"];
        /** @description The member of staff. */
        StaffIdPath: components["schemas"]["Id"];
        /** @description The resident. */
        ResidentIdPath: components["schemas"]["Id"];
        /** @description The key. */
        ApiKeyIdPath: components["schemas"]["Id"];
        /** @description The kind of record in the rows. */
        KindPath: "hospitals" | "communities" | "staff" | "residents";
        /** @description Only this booking; repeat the parameter for several. For a reader who learned that they changed. */
        BookingIdsQuery: components["schemas"]["Id"][];
        /** @description Only bookings in this state; repeat the parameter for several states. */
        StateQuery: components["schemas"]["BookingState"][];
        /** @description Only bookings of this service type; repeat the parameter for several service types. */
        ServiceTypeQuery: components["schemas"]["ServiceTypeId"][];
        /** @description Only bookings of this urgency; repeat the parameter for several. Bookings without an assessment have none. */
        UrgencyQuery: components["schemas"]["Urgency"][];
        /** @description Only bookings assigned to this person. */
        AssigneeIdQuery: components["schemas"]["Id"];
        /** @description Only bookings created at or after this time. To filter by the booked time use `scheduledFrom`; for changes use `updatedSince`. */
        CreatedFromQuery: components["schemas"]["TimestampInput"];
        /** @description Only bookings created before this time. */
        CreatedToQuery: components["schemas"]["TimestampInput"];
        /** @description Only bookings whose booked time (`scheduledFor`) is at or after this time; excludes bookings for as soon as possible. */
        ScheduledFromQuery: components["schemas"]["TimestampInput"];
        /** @description Only bookings whose booked time (`scheduledFor`) is before this time; excludes bookings for as soon as possible. */
        ScheduledToQuery: components["schemas"]["TimestampInput"];
        /** @description `newest`: by creation time, newest first. `dispatch`: open bookings only, most urgent first: emergency services before others, then by the running SLA clock (`sla.assignBy` while requested, `sla.arriveBy` until service begins), so that the most overdue booking comes first. `urgency`: open bookings only, by urgency, then by the running clock; without an assessment an emergency service counts as 2 and any other as 4. Neither can be combined with `updatedSince`. */
        BookingSortQuery: "newest" | "dispatch" | "urgency";
        /** @description Only bookings whose id ends with these characters. For the short ids that people read out to each other; more than one booking can match. */
        IdSuffixQuery: string;
        /** @description `true` for bookings that missed an SLA clock, `false` for those that did not. */
        BreachedQuery: boolean;
        /** @description `true` for bookings with an escalation that no one has acknowledged, `false` for all others. */
        EscalatedQuery: boolean;
        /** @description The booking. */
        BookingIdPath: components["schemas"]["Id"];
        /** @description Only offers in this state. */
        OfferStateQuery: components["schemas"]["OfferState"];
        /** @description The offer. */
        OfferIdPath: components["schemas"]["Id"];
        /** @description Only units in this state; repeat the parameter for several states. Without it, all but those off duty. */
        UnitStateQuery: components["schemas"]["UnitState"][];
        /** @description Only units with this role. */
        UnitRoleQuery: components["schemas"]["UnitRole"];
        /** @description Only messages to this unit. */
        MessageUnitIdQuery: components["schemas"]["Id"];
        /** @description Only messages about this booking. */
        MessageBookingIdQuery: components["schemas"]["Id"];
        /** @description `true`: only those that were acknowledged; `false`: only the others. */
        SeenQuery: boolean;
        /** @description The message. */
        UnitMessageIdPath: components["schemas"]["Id"];
        /** @description The unit, which is a member of staff. */
        UnitIdPath: components["schemas"]["Id"];
        /** @description The kind of record. */
        AttachmentRecordTypeQuery: components["schemas"]["AttachmentRecordType"];
        /** @description The record. */
        AttachmentRecordIdQuery: components["schemas"]["Id"];
        /** @description The attachment. */
        AttachmentIdPath: components["schemas"]["Id"];
        /** @description Until when the address is valid, seconds since 1970 (UTC). */
        AddressExpiresQuery: number;
        /** @description Made by the service. */
        AddressSignatureQuery: string;
        /** @description The announcement. */
        AnnouncementIdPath: components["schemas"]["Id"];
        /** @description `true`: only those that were not read; `false`: only the others. */
        UnreadQuery: boolean;
        /** @description Only those of this class. */
        NotificationClassQuery: components["schemas"]["NotificationClass"];
        /** @description The first month, in UTC; by default this one. */
        CostsFromQuery: components["schemas"]["CalendarMonth"];
        /** @description The last month, in UTC; by default this one. */
        CostsToQuery: components["schemas"]["CalendarMonth"];
        /** @description The text, by its name in `GET /v1/notification-templates`. */
        NotificationTemplatePath: components["schemas"]["NotificationTemplateName"];
        /** @description In this language alone, one of those that have texts; all of them by default. */
        TextLanguageQuery: components["schemas"]["Language"];
        /** @description As this hospital's notifications read; as those of the platform by default. */
        TextHospitalQuery: components["schemas"]["Id"];
        /** @description The service type of the example. */
        ExampleServiceQuery: components["schemas"]["ServiceTypeId"];
        /** @description One of the `languages` of `GET /v1/notification-templates`. */
        TextLanguagePath: components["schemas"]["Language"];
        /** @description The notification. */
        NotificationIdPath: components["schemas"]["Id"];
        /** @description The defibrillator. */
        DefibrillatorIdPath: components["schemas"]["Id"];
        /** @description The skill. */
        SkillPath: components["schemas"]["VolunteerSkillName"];
        /** @description Only skills in this state. */
        SkillStateQuery: components["schemas"]["VolunteerSkillState"];
        /** @description The declared skill. */
        VolunteerSkillIdPath: components["schemas"]["Id"];
        /** @description The dead letter. */
        DeadLetterIdPath: components["schemas"]["DeadLetterId"];
        /** @description The start of the period, inclusive. */
        FromQuery: components["schemas"]["TimestampInput"];
        /** @description The end of the period, exclusive. */
        ToQuery: components["schemas"]["TimestampInput"];
        /** @description Only entries of this person or API key. */
        ActorIdQuery: components["schemas"]["Id"];
        /** @description Only entries of this action, such as `getBooking`. */
        ActionQuery: string;
        /** @description Only entries about this kind of record, such as `booking`. */
        RecordTypeQuery: string;
        /** @description Only entries about this record. */
        RecordIdQuery: string;
        /** @description Only entries with this outcome. */
        OutcomeQuery: components["schemas"]["AuditOutcome"];
        /** @description A head from an earlier verification, as `number:hash`; verification fails if it is no longer in the chain. */
        ExpectedHeadQuery: string;
        /** @description The scenario. */
        TrainingScenarioIdPath: components["schemas"]["TrainingScenarioId"];
        /** @description Only runs of this operator. */
        OperatorIdQuery: components["schemas"]["Id"];
        /** @description Only runs of this scenario. */
        TrainingScenarioIdQuery: components["schemas"]["TrainingScenarioId"];
        /** @description Only runs of this cohort. */
        TrainingCohortQuery: components["schemas"]["TrainingCohort"];
        /** @description The run. */
        TrainingRunIdPath: components["schemas"]["Id"];
        /** @description The device. */
        DeviceIdPath: components["schemas"]["Id"];
        /** @description The provider of messages, `twilio` or the id of a gateway. */
        MessageProviderPath: string;
        /** @description Of the address, where it came with a message of a provider that signs nothing itself. */
        ReportSignatureQuery: string;
        /** @description Only what is in this state. */
        InboundWebhookStateQuery: components["schemas"]["InboundWebhookState"];
        /** @description What a provider sent. */
        InboundWebhookIdPath: components["schemas"]["Id"];
        /** @description Only events of this type. */
        WebhookEventTypeQuery: components["schemas"]["WebhookEventName"];
        /** @description Only events recorded at or after this time, oldest first. Pass the newest `recordedAt` you have received. Every event is delivered at least once; those of the minute before the given time are delivered again, so compare ids. */
        RecordedSinceQuery: components["schemas"]["TimestampInput"];
        /** @description The webhook endpoint. */
        WebhookEndpointIdPath: components["schemas"]["Id"];
        /** @description Only deliveries in this state. */
        WebhookDeliveryStateQuery: components["schemas"]["WebhookDeliveryState"];
    };
    requestBodies: never;
    headers: {
        /** @description The id of this request in logs: the one sent, or a new one. */
        CorrelationId: string;
        /** @description Seconds to wait before trying again. */
        RetryAfter: number;
        /** @description The version of the resource, for `If-Match`. */
        ETag: string;
        /** @description The path of the new resource. */
        Location: string;
        /** @description `true` when this is the saved reply to an earlier request with the same `Idempotency-Key`. */
        IdempotencyReplayed: "true";
        /** @description The name under which the file is saved (RFC 6266). */
        ContentDisposition: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listPlaces: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createPlace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchPlaces: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceSearch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundPlaces"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPlace: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The place. */
                placeId: components["parameters"]["PlaceIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updatePlace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The place. */
                placeId: components["parameters"]["PlaceIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlacePatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotatePlaceCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The place. */
                placeId: components["parameters"]["PlaceIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAlarmDevices: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmDevicePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAlarmDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlarmDeviceCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmDevice"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAlarmDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The alarm device. */
                alarmDeviceId: components["parameters"]["AlarmDeviceIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmDevice"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeAlarmDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The alarm device. */
                alarmDeviceId: components["parameters"]["AlarmDeviceIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateAlarmDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The alarm device. */
                alarmDeviceId: components["parameters"]["AlarmDeviceIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlarmDevicePatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlarmDevice"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCalls: {
        parameters: {
            query?: {
                /** @description Only calls in this state; repeat the parameter for several states. */
                state?: components["parameters"]["CallStateQuery"];
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only records of this resident. */
                residentId?: components["parameters"]["ResidentIdQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallCreate"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCallFigures: {
        parameters: {
            query?: {
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description The start of the period, at most 7 days ago; an hour ago if left out. */
                from?: components["parameters"]["FiguresFromQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallFigures"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createPlaceCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceCallCreate"];
            };
        };
        responses: {
            /** @description The call rings, or goes on. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaceCall"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    answerVoiceCall: {
        parameters: {
            query?: {
                /** @description The call whose caller is called back; absent when somebody calls the service. */
                call?: components["parameters"]["CalledBackQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The telephone gateway. */
                provider: components["parameters"]["VoiceProviderPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["VoiceForm"];
            };
        };
        responses: {
            /** @description What the gateway does with the call, in its own language. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/xml": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordVoiceStatus: {
        parameters: {
            query?: {
                /** @description The call whose caller is called back; absent when somebody calls the service. */
                call?: components["parameters"]["CalledBackQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The telephone gateway. */
                provider: components["parameters"]["VoiceProviderPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["VoiceForm"];
            };
        };
        responses: {
            /** @description Recorded. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCallContext: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallContext"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    correctCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallCorrection"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    decideCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallDecision"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    claimCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    takeOverCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    holdCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    resumeCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    transferCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallTransfer"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallEnd"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    hangUpCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    callBackCall: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    addCallMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallMessage"];
            };
        };
        responses: {
            /** @description Done. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallSegment"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    reportCallPosition: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallPosition"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Call"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCallRecording: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallRecording"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCallRecordingAudio: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCallTranscript: {
        parameters: {
            query?: {
                /** @description Only what comes after this sequence number. */
                after?: components["parameters"]["AfterSequenceQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallTranscript"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCallEvents: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The call. */
                callId: components["parameters"]["CallIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallEventPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    explainModelChoice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelAskDimensions"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelExplanation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listModelSpend: {
        parameters: {
            query?: {
                /** @description The first day, in UTC; by default the first of this month. */
                from?: components["parameters"]["SpendFromQuery"];
                /** @description The last day, in UTC; by default today. */
                to?: components["parameters"]["SpendToQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelSpendList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTriage: {
        parameters: {
            query?: {
                /** @description Only records of this resident. */
                residentId?: components["parameters"]["ResidentIdQuery"];
                /** @description Only those as urgent as this or more. */
                urgency?: components["parameters"]["MinUrgencyQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriagePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    askTriage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Triage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTriage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The assessment. */
                triageId: components["parameters"]["TriageIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Triage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    overrideTriage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The assessment. */
                triageId: components["parameters"]["TriageIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageOverrideRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Triage"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordTriageOutcome: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The assessment. */
                triageId: components["parameters"]["TriageIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageOutcomeRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Triage"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTriageDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The assessment. */
                triageId: components["parameters"]["TriageIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriageDecision"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTriageRules: {
        parameters: {
            query?: {
                /** @description The language of the labels; English where it has none. */
                language?: components["parameters"]["LanguageQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriageRuleList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTriageWords: {
        parameters: {
            query?: {
                /** @description The language of the labels; English where it has none. */
                language?: components["parameters"]["LanguageQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriageWords"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTriagePairs: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriagePairPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    evaluateTriage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriageEvaluationRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriageEvaluation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getJwks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonWebKeySet"];
                };
            };
            400: components["responses"]["BadRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestOtp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OtpRequest"];
            };
        };
        responses: {
            /** @description A code was sent. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtpChallenge"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyOtp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OtpVerify"];
            };
        };
        responses: {
            /** @description Signed in. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    inspectAccountLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountLinkInspection"];
            };
        };
        responses: {
            /** @description The link can be used. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountLink"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChoice"];
            };
        };
        responses: {
            /** @description The password is set. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordChosen"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description If the account exists, an email was sent. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmPasswordReset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChoice"];
            };
        };
        responses: {
            /** @description The password is set. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordChosen"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description New tokens. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The session. */
                sessionId: components["parameters"]["SessionIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MePatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportMyData: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResidentExport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMyErasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    requestMyErasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureRequest"];
            };
        };
        responses: {
            /** @description Accepted; the erasure is carried out when it is due. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawMyErasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateMyPosition: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PositionReport"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeMyPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    reauthenticate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reauthentication"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeMyEmail: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    beginMyAddressChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressChangeRequest"];
            };
        };
        responses: {
            /** @description The code is on its way. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressChange"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmMyAddressChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The change. */
                addressChangeId: components["parameters"]["AddressChangeIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressChangeCode"];
            };
        };
        responses: {
            /** @description The new address is in effect. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    declineMyAddressChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The change. */
                addressChangeId: components["parameters"]["AddressChangeIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    beginTotp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TotpEnrolment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirmTotp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TotpConfirmation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeTotp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorProof"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondFactorProof"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCommunities: {
        parameters: {
            query?: {
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description `true` for active records only, `false` for deactivated ones only. */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Part of the name. */
                search?: components["parameters"]["Search"];
                /** @description Only records changed at or after this time, oldest change first. Pass the newest `updatedAt` you have received. Every change is delivered at least once, even if it was committed after a later one. Changes of the minute before the given time are delivered again, so compare `id` and `version`. A change appears once every transaction that began before it has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommunityCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Community"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Community"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommunityPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Community"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listHospitals: {
        parameters: {
            query?: {
                /** @description Only records of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description `true` for active records only, `false` for deactivated ones only. */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Part of the name. */
                search?: components["parameters"]["Search"];
                /** @description Only records changed at or after this time, oldest change first. Pass the newest `updatedAt` you have received. Every change is delivered at least once, even if it was committed after a later one. Changes of the minute before the given time are delivered again, so compare `id` and `version`. A change appears once every transaction that began before it has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HospitalPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createHospital: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HospitalCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hospital"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHospital: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hospital"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateHospital: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HospitalPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hospital"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    linkCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unlinkCommunity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listHospitalServices: {
        parameters: {
            query?: {
                /** @description Only records changed at or after this time, oldest change first. Pass the newest `updatedAt` you have received. Every change is delivered at least once, even if it was committed after a later one. Changes of the minute before the given time are delivered again, so compare `id` and `version`. A change appears once every transaction that began before it has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HospitalServicePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getHospitalService: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
                /** @description The service type. */
                serviceType: components["parameters"]["ServiceTypePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HospitalService"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    putHospitalService: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
                /** @description The service type. */
                serviceType: components["parameters"]["ServiceTypePath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HospitalServicePut"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HospitalService"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listStaff: {
        parameters: {
            query?: {
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only records of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description Only staff with this role. */
                role?: components["parameters"]["RoleQuery"];
                /** @description `true` for active records only, `false` for deactivated ones only. */
                active?: components["parameters"]["ActiveQuery"];
                /** @description `true` for staff on duty, `false` for staff off duty. */
                onDuty?: components["parameters"]["OnDutyQuery"];
                /** @description Only staff with this duty. */
                duty?: components["parameters"]["DutyQuery"];
                /** @description Only records changed at or after this time, oldest change first. Pass the newest `updatedAt` you have received. Every change is delivered at least once, even if it was committed after a later one. Changes of the minute before the given time are delivered again, so compare `id` and `version`. A change appears once every transaction that began before it has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffSearch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The member of staff. */
                staffId: components["parameters"]["StaffIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The member of staff. */
                staffId: components["parameters"]["StaffIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listStaffSessions: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The member of staff. */
                staffId: components["parameters"]["StaffIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endStaffSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The member of staff. */
                staffId: components["parameters"]["StaffIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endStaffSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The member of staff. */
                staffId: components["parameters"]["StaffIdPath"];
                /** @description The session. */
                sessionId: components["parameters"]["SessionIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    inviteStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The member of staff. */
                staffId: components["parameters"]["StaffIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationRequest"];
            };
        };
        responses: {
            /** @description An email was sent. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    unlockStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The member of staff. */
                staffId: components["parameters"]["StaffIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    resetStaffTotp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The member of staff. */
                staffId: components["parameters"]["StaffIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listResidents: {
        parameters: {
            query?: {
                /** @description Only records of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description `true` for active records only, `false` for deactivated ones only. */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Only records changed at or after this time, oldest change first. Pass the newest `updatedAt` you have received. Every change is delivered at least once, even if it was committed after a later one. Changes of the minute before the given time are delivered again, so compare `id` and `version`. A change appears once every transaction that began before it has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResidentPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createResident: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResidentCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resident"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    searchResidents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResidentSearch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResidentPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getResident: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The resident. */
                residentId: components["parameters"]["ResidentIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resident"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateResident: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The resident. */
                residentId: components["parameters"]["ResidentIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResidentPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resident"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    eraseResident: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The resident. */
                residentId: components["parameters"]["ResidentIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResidentErasureRequest"];
            };
        };
        responses: {
            /** @description Accepted; the erasure is carried out when it is due. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAddressChanges: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressChangePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    approveAddressChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The change. */
                addressChangeId: components["parameters"]["AddressChangeIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new address is in effect. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description `true` for active records only, `false` for deactivated ones only. */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Only records changed at or after this time, oldest change first. Pass the newest `updatedAt` you have received. Every change is delivered at least once, even if it was committed after a later one. Changes of the minute before the given time are delivered again, so compare `id` and `version`. A change appears once every transaction that began before it has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyCreated"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The key. */
                apiKeyId: components["parameters"]["ApiKeyIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The key. */
                apiKeyId: components["parameters"]["ApiKeyIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The key. */
                apiKeyId: components["parameters"]["ApiKeyIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRotation"];
            };
        };
        responses: {
            /** @description Rotated. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyCreated"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    importRows: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The kind of record in the rows. */
                kind: components["parameters"]["KindPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportRequest"];
            };
        };
        responses: {
            /** @description The result of each row. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRegion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Region"];
                };
            };
            400: components["responses"]["BadRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSpeech: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Speech"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listServiceTypes: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceTypePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getServiceTypeSchema: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonSchema"];
                };
            };
            400: components["responses"]["BadRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getServiceType: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The service type. */
                serviceType: components["parameters"]["ServiceTypePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServiceType"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAvailability: {
        parameters: {
            query: {
                /** @description The service type to book. */
                serviceType: components["schemas"]["ServiceTypeId"];
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description For residents and community managers: only the slots of this hospital if it offers the service to their community, otherwise those of every hospital that does. Ignored for callers of one hospital. Cannot be combined with `hospitalId` (400). */
                preferredHospitalId?: components["schemas"]["Id"];
                /** @description The start of the period, inclusive. */
                from: components["schemas"]["TimestampInput"];
                /** @description The end of the period, exclusive. */
                to: components["schemas"]["TimestampInput"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBookings: {
        parameters: {
            query?: {
                /** @description Only this booking; repeat the parameter for several. For a reader who learned that they changed. */
                id?: components["parameters"]["BookingIdsQuery"];
                /** @description Only bookings in this state; repeat the parameter for several states. */
                state?: components["parameters"]["StateQuery"];
                /** @description Only bookings of this service type; repeat the parameter for several service types. */
                serviceType?: components["parameters"]["ServiceTypeQuery"];
                /** @description Only bookings of this urgency; repeat the parameter for several. Bookings without an assessment have none. */
                urgency?: components["parameters"]["UrgencyQuery"];
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only records of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description Only records of this resident. */
                residentId?: components["parameters"]["ResidentIdQuery"];
                /** @description Only bookings assigned to this person. */
                assigneeId?: components["parameters"]["AssigneeIdQuery"];
                /** @description Only bookings created at or after this time. To filter by the booked time use `scheduledFrom`; for changes use `updatedSince`. */
                from?: components["parameters"]["CreatedFromQuery"];
                /** @description Only bookings created before this time. */
                to?: components["parameters"]["CreatedToQuery"];
                /** @description Only bookings whose booked time (`scheduledFor`) is at or after this time; excludes bookings for as soon as possible. */
                scheduledFrom?: components["parameters"]["ScheduledFromQuery"];
                /** @description Only bookings whose booked time (`scheduledFor`) is before this time; excludes bookings for as soon as possible. */
                scheduledTo?: components["parameters"]["ScheduledToQuery"];
                /** @description Only records changed at or after this time, oldest change first. Pass the newest `updatedAt` you have received. Every change is delivered at least once, even if it was committed after a later one. Changes of the minute before the given time are delivered again, so compare `id` and `version`. A change appears once every transaction that began before it has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description `newest`: by creation time, newest first. `dispatch`: open bookings only, most urgent first: emergency services before others, then by the running SLA clock (`sla.assignBy` while requested, `sla.arriveBy` until service begins), so that the most overdue booking comes first. `urgency`: open bookings only, by urgency, then by the running clock; without an assessment an emergency service counts as 2 and any other as 4. Neither can be combined with `updatedSince`. */
                sort?: components["parameters"]["BookingSortQuery"];
                /** @description Only bookings whose id ends with these characters. For the short ids that people read out to each other; more than one booking can match. */
                idSuffix?: components["parameters"]["IdSuffixQuery"];
                /** @description `true` for bookings that missed an SLA clock, `false` for those that did not. */
                breached?: components["parameters"]["BreachedQuery"];
                /** @description `true` for bookings with an escalation that no one has acknowledged, `false` for all others. */
                escalated?: components["parameters"]["EscalatedQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createBooking: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookingCreate"];
            };
        };
        responses: {
            /** @description Booked. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booking"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBooking: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booking"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    transitionBooking: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransitionRequest"];
            };
        };
        responses: {
            /** @description Moved. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booking"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    acknowledgeBookingEscalation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Acknowledged. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Booking"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBookingTimeline: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineEntryPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBookingOffers: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    reportBookingPosition: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PositionReport"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listOffers: {
        parameters: {
            query?: {
                /** @description Only offers in this state. */
                state?: components["parameters"]["OfferStateQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    respondToOffer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The offer. */
                offerId: components["parameters"]["OfferIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferAnswer"];
            };
        };
        responses: {
            /** @description Answered. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferOutcome"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBookingRoute: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookingRoute"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    countNearbyVolunteers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VolunteersNearby"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUnits: {
        parameters: {
            query?: {
                /** @description Only units in this state; repeat the parameter for several states. Without it, all but those off duty. */
                state?: components["parameters"]["UnitStateQuery"];
                /** @description Only units with this role. */
                role?: components["parameters"]["UnitRoleQuery"];
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    findNearestUnits: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NearestUnitsRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NearestUnits"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUnitMessages: {
        parameters: {
            query?: {
                /** @description Only messages to this unit. */
                unitId?: components["parameters"]["MessageUnitIdQuery"];
                /** @description Only messages about this booking. */
                bookingId?: components["parameters"]["MessageBookingIdQuery"];
                /** @description `true`: only those that were acknowledged; `false`: only the others. */
                seen?: components["parameters"]["SeenQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitMessagePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    acknowledgeUnitMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The message. */
                unitMessageId: components["parameters"]["UnitMessageIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitMessage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    sendUnitMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The unit, which is a member of staff. */
                unitId: components["parameters"]["UnitIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitMessageCreate"];
            };
        };
        responses: {
            /** @description Sent. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitMessage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUnit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The unit, which is a member of staff. */
                unitId: components["parameters"]["UnitIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    putUnitOutOfService: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The unit, which is a member of staff. */
                unitId: components["parameters"]["UnitIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitOutOfServiceRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    returnUnitToService: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The unit, which is a member of staff. */
                unitId: components["parameters"]["UnitIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAttachments: {
        parameters: {
            query: {
                /** @description The kind of record. */
                recordType: components["parameters"]["AttachmentRecordTypeQuery"];
                /** @description The record. */
                recordId: components["parameters"]["AttachmentRecordIdQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttachmentCreate"];
            };
        };
        responses: {
            /** @description Announced. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentCreated"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The attachment. */
                attachmentId: components["parameters"]["AttachmentIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The attachment. */
                attachmentId: components["parameters"]["AttachmentIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    completeAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The attachment. */
                attachmentId: components["parameters"]["AttachmentIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is checked, or was. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAttachmentContent: {
        parameters: {
            query: {
                /** @description Until when the address is valid, seconds since 1970 (UTC). */
                expires: components["parameters"]["AddressExpiresQuery"];
                /** @description Made by the service. */
                signature: components["parameters"]["AddressSignatureQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The attachment. */
                attachmentId: components["parameters"]["AttachmentIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, to be saved and not shown. */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["ContentDisposition"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                    "application/pdf": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploadAttachmentContent: {
        parameters: {
            query: {
                /** @description Until when the address is valid, seconds since 1970 (UTC). */
                expires: components["parameters"]["AddressExpiresQuery"];
                /** @description Made by the service. */
                signature: components["parameters"]["AddressSignatureQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The attachment. */
                attachmentId: components["parameters"]["AttachmentIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Stored. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAnnouncements: {
        parameters: {
            query?: {
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnnouncementPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawAnnouncement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The announcement. */
                announcementId: components["parameters"]["AnnouncementIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    publishAnnouncement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnouncementCreate"];
            };
        };
        responses: {
            /** @description Published. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Announcement"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCommunityAnnouncements: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityAnnouncementPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    publishCommunityAnnouncement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnouncementCreate"];
            };
        };
        responses: {
            /** @description Published. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityAnnouncement"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewCommunityAnnouncement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnnouncementCreate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunityAnnouncementPreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawCommunityAnnouncement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
                /** @description The announcement. */
                announcementId: components["parameters"]["AnnouncementIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description `true`: only those that were not read; `false`: only the others. */
                unread?: components["parameters"]["UnreadQuery"];
                /** @description Only those of this class. */
                class?: components["parameters"]["NotificationClassQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMessageCosts: {
        parameters: {
            query?: {
                /** @description The first month, in UTC; by default this one. */
                from?: components["parameters"]["CostsFromQuery"];
                /** @description The last month, in UTC; by default this one. */
                to?: components["parameters"]["CostsToQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageCostList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNotificationPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setNotificationPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationPreferencesPut"];
            };
        };
        responses: {
            /** @description Set. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listNotificationTemplates: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationTemplateList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    previewNotificationTemplate: {
        parameters: {
            query?: {
                /** @description In this language alone, one of those that have texts; all of them by default. */
                language?: components["parameters"]["TextLanguageQuery"];
                /** @description As this hospital's notifications read; as those of the platform by default. */
                hospitalId?: components["parameters"]["TextHospitalQuery"];
                /** @description The service type of the example. */
                serviceType?: components["parameters"]["ExampleServiceQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The text, by its name in `GET /v1/notification-templates`. */
                template: components["parameters"]["NotificationTemplatePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationTemplatePreview"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listNotificationTexts: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationTextList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setNotificationText: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
                /** @description The text, by its name in `GET /v1/notification-templates`. */
                template: components["parameters"]["NotificationTemplatePath"];
                /** @description One of the `languages` of `GET /v1/notification-templates`. */
                language: components["parameters"]["TextLanguagePath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationTextPut"];
            };
        };
        responses: {
            /** @description Set. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationText"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    resetNotificationText: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The hospital. */
                hospitalId: components["parameters"]["HospitalIdPath"];
                /** @description The text, by its name in `GET /v1/notification-templates`. */
                template: components["parameters"]["NotificationTemplatePath"];
                /** @description One of the `languages` of `GET /v1/notification-templates`. */
                language: components["parameters"]["TextLanguagePath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    readNotifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The newest notification that was seen. */
                    upTo: components["schemas"]["Id"];
                };
            };
        };
        responses: {
            /** @description Read. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many the caller has not read. */
                        unread: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listNotificationDeliveries: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The notification. */
                notificationId: components["parameters"]["NotificationIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationDeliveryList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The notification. */
                notificationId: components["parameters"]["NotificationIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDefibrillators: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefibrillatorPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createDefibrillator: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefibrillatorCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Defibrillator"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDefibrillator: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The defibrillator. */
                defibrillatorId: components["parameters"]["DefibrillatorIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Defibrillator"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeDefibrillator: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The defibrillator. */
                defibrillatorId: components["parameters"]["DefibrillatorIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateDefibrillator: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The defibrillator. */
                defibrillatorId: components["parameters"]["DefibrillatorIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefibrillatorPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Defibrillator"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordDefibrillatorCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The defibrillator. */
                defibrillatorId: components["parameters"]["DefibrillatorIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DefibrillatorCheck"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Defibrillator"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMyVolunteering: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volunteering"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    setMyVolunteering: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VolunteeringPut"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Volunteering"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    declareMySkill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The skill. */
                skill: components["parameters"]["SkillPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkillDeclaration"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VolunteerSkill"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdrawMySkill: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The skill. */
                skill: components["parameters"]["SkillPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listVolunteerSkills: {
        parameters: {
            query?: {
                /** @description Only skills in this state. */
                state?: components["parameters"]["SkillStateQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The community. */
                communityId: components["parameters"]["CommunityIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VolunteerSkillPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    decideVolunteerSkill: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The declared skill. */
                volunteerSkillId: components["parameters"]["VolunteerSkillIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkillDecision"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VolunteerSkill"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getNeighbourhoodResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeighbourhoodResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    startNeighbourhoodResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NeighbourhoodResponseRequest"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeighbourhoodResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    endNeighbourhoodResponse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NeighbourhoodResponseEnd"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeighbourhoodResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordNeighbourhoodOutcome: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The booking. */
                bookingId: components["parameters"]["BookingIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NeighbourhoodOutcomeRequest"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    putSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsPut"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    retryDeadLetter: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The dead letter. */
                id: components["parameters"]["DeadLetterIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queued for retry. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description The start of the period, inclusive. */
                from?: components["parameters"]["FromQuery"];
                /** @description The end of the period, exclusive. */
                to?: components["parameters"]["ToQuery"];
                /** @description Only entries of this person or API key. */
                actorId?: components["parameters"]["ActorIdQuery"];
                /** @description Only entries of this action, such as `getBooking`. */
                action?: components["parameters"]["ActionQuery"];
                /** @description Only entries about this kind of record, such as `booking`. */
                recordType?: components["parameters"]["RecordTypeQuery"];
                /** @description Only entries about this record. */
                recordId?: components["parameters"]["RecordIdQuery"];
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only records of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description Only entries with this outcome. */
                outcome?: components["parameters"]["OutcomeQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    verifyAuditLog: {
        parameters: {
            query?: {
                /** @description A head from an earlier verification, as `number:hash`; verification fails if it is no longer in the chain. */
                expectedHead?: components["parameters"]["ExpectedHeadQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The result of the verification, in `intact`. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTrainingScenarios: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingScenarioList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTrainingScenario: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The scenario. */
                scenarioId: components["parameters"]["TrainingScenarioIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingScenario"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTrainingRuns: {
        parameters: {
            query?: {
                /** @description Only runs of this operator. */
                operatorId?: components["parameters"]["OperatorIdQuery"];
                /** @description Only runs of this scenario. */
                scenarioId?: components["parameters"]["TrainingScenarioIdQuery"];
                /** @description Only runs of this cohort. */
                cohort?: components["parameters"]["TrainingCohortQuery"];
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRunPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createTrainingRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrainingRunCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTrainingRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The run. */
                runId: components["parameters"]["TrainingRunIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingRun"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTrainingRunAudio: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The run. */
                runId: components["parameters"]["TrainingRunIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "audio/wav": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTrainingReport: {
        parameters: {
            query?: {
                /** @description The start of the period, inclusive. */
                from?: components["parameters"]["FromQuery"];
                /** @description The end of the period, exclusive. */
                to?: components["parameters"]["ToQuery"];
                /** @description Only runs of this operator. */
                operatorId?: components["parameters"]["OperatorIdQuery"];
                /** @description Only runs of this scenario. */
                scenarioId?: components["parameters"]["TrainingScenarioIdQuery"];
                /** @description Only runs of this cohort. */
                cohort?: components["parameters"]["TrainingCohortQuery"];
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrainingReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            400: components["responses"]["BadRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            400: components["responses"]["BadRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDevices: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    registerDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceCreate"];
            };
        };
        responses: {
            /** @description Registered, or renewed. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The device. */
                deviceId: components["parameters"]["DeviceIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    testDevice: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The device. */
                deviceId: components["parameters"]["DeviceIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On its way. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Device"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebPushKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebPushKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSandboxSubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Subscribed. */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushSubscription"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSentMessages: {
        parameters: {
            query?: {
                /** @description Only messages to this address or number. */
                to?: string;
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessages"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSandboxMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxMessage"];
            };
        };
        responses: {
            /** @description The service has taken it. */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    receiveMessageReport: {
        parameters: {
            query?: {
                /** @description Of the address, where it came with a message of a provider that signs nothing itself. */
                signature?: components["parameters"]["ReportSignatureQuery"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The provider of messages, `twilio` or the id of a gateway. */
                provider: components["parameters"]["MessageProviderPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["MessageReportForm"];
                "application/json": components["schemas"]["MessageReport"];
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    receiveMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The provider of messages, `twilio` or the id of a gateway. */
                provider: components["parameters"]["MessageProviderPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["MessageReportForm"];
            };
        };
        responses: {
            /** @description Kept. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInboundWebhooks: {
        parameters: {
            query?: {
                /** @description Only what is in this state. */
                state?: components["parameters"]["InboundWebhookStateQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundWebhookPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getInboundWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description What a provider sent. */
                inboundWebhookId: components["parameters"]["InboundWebhookIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundWebhookDetail"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayInboundWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description What a provider sent. */
                inboundWebhookId: components["parameters"]["InboundWebhookIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is handled in a moment. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboundWebhook"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookEventTypes: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEventTypeList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookEvents: {
        parameters: {
            query?: {
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only events of this type. */
                eventType?: components["parameters"]["WebhookEventTypeQuery"];
                /** @description Only events recorded at or after this time, oldest first. Pass the newest `recordedAt` you have received. Every event is delivered at least once; those of the minute before the given time are delivered again, so compare ids. */
                updatedSince?: components["parameters"]["RecordedSinceQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEventPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description Only records of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointCreate"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointCreated"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhookEndpointId: components["parameters"]["WebhookEndpointIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhookEndpointId: components["parameters"]["WebhookEndpointIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you read, or a list of several. If the resource has changed since, the reply is 412. Weak tags, and tags to which a proxy added a content coding (`"3-gzip"`), are compared without the addition. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhookEndpointId: components["parameters"]["WebhookEndpointIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhookEndpointId: components["parameters"]["WebhookEndpointIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookSecretRotation"];
            };
        };
        responses: {
            /** @description Rotated. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointCreated"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    testWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhookEndpointId: components["parameters"]["WebhookEndpointIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On its way. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description Only deliveries in this state. */
                state?: components["parameters"]["WebhookDeliveryStateQuery"];
                /** @description Only events of this type. */
                eventType?: components["parameters"]["WebhookEventTypeQuery"];
                /** @description The maximum number of items in a page. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the previous page. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhookEndpointId: components["parameters"]["WebhookEndpointIdPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a retry safe: a request with the same key and body gets the saved reply, and nothing is done twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Your own id for the request; it appears in the logs, events and jobs that the request causes. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description The webhook endpoint. */
                webhookEndpointId: components["parameters"]["WebhookEndpointIdPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        responses: {
            /** @description On their way. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    "X-Correlation-Id": components["headers"]["CorrelationId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookReplayed"];
                };
            };
            204: components["responses"]["Withheld"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Unprocessable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
