/** Generated from the contract by `npm run generate -w openapi`. Do not edit. */

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the keys that access tokens are signed with
         * @description A JSON Web Key Set (RFC 7517) with every public key whose tokens are still taken, found by `kid`. Access tokens are JWTs (RFC 9068) signed with EdDSA, issuer and audience `kiwimesh`. A token says who somebody is, not whether the session has been ended since; it lives ten minutes.
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
         * @description For staff. An unknown email and a wrong password give the same reply, 401 `invalid_credentials`. With a second factor, send `code` or `recoveryCode` too: without it the right password gives 401 `second_factor_required`. After too many wrong attempts, 429 `sign_in_locked` says how long to wait.
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
         * Ask for a one-time code
         * @description For residents. The reply is the same whether or not the number belongs to anyone. Asking again sends the same code again.
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
         * Sign in with the one-time code
         * @description A wrong, used or expired code gives 401 `invalid_credentials`.
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
         * Look at a link before using it
         * @description Tells a page what a link of a mail is good for and what the password must be like, or why it cannot be used (422 `link_unusable` with `reason`). The link stays as it is.
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
         * @description Sets the password chosen behind the link of an invitation. The link works once, of parallel calls for one; a password that is refused (422 `password_unacceptable`) leaves it as it is. Nobody is signed in by it.
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
         * Ask for a link to reset a password
         * @description For staff. The reply is the same, after the same work, whether or not the email belongs to anyone. The mail's link works once and for 30 minutes. Asking often sends no more mails, but never takes the last link away.
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
         * @description Sets the password chosen behind the link of a reset, ends every session of the person, and tells them by email. The link works once, of parallel calls for one; a password that is refused (422 `password_unacceptable`) leaves it as it is. Nobody is signed in by it.
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
         * Trade a refresh token for new tokens
         * @description The old refresh token is spent. A spent, unknown or expired one gives 401.
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
         * @description Ends the session of the access token; its refresh token no longer works.
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
         * List where I am signed in
         * @description The caller's live sessions, newest first.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere else
         * @description Ends every session of the caller but the one of this very call.
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
         * Sign out of one place
         * @description Ends one of the caller's own sessions; within a second none of its tokens works anywhere and its live connections close. Ending a session that ended before does nothing.
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
         * Say who I am
         * @description The person behind the access token.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change my own settings
         * @description Everybody chooses their language; staff go on and off duty; residents say whether they volunteer for Neighbor SOS. A field of the other kind of person gives 422, and so does a language of staff that the region does not speak.
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
         * Get everything held about me
         * @description Every record the platform holds about the caller, in one document that a program can read. Bounded to the newest 2,000 bookings and offers and 1,000 sessions, codes and entries of the audit log; `complete` says whether the bookings and offers were all.
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
         * See what became of my wish to be erased
         * @description The state of the caller's erasure, and the bookings that have to end before it.
         */
        get: operations["getMyErasure"];
        put?: never;
        /**
         * Ask to be erased
         * @description Everything that says who the caller is goes once the time is over that is left to think again; what the law makes a hospital keep stays without name, notes and places. While a booking is open it is refused with 409 `erasure_blocked` and `openBookings`. A second wish changes nothing.
         */
        post: operations["requestMyErasure"];
        /**
         * Take back my wish to be erased
         * @description Possible until it is due, also when somebody else asked on the caller's behalf.
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
         * Say where I am
         * @description Staff on duty report their position so that dispatch can choose the nearest. A position older than the last known one is ignored.
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
         * @description Needs the present one. Your other sessions end; wrong tries count and lock like those of a sign-in.
         */
        put: operations["changeMyPassword"];
        post?: never;
        delete?: never;
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
         * Change an address I sign in with
         * @description Sends a code to the new phone or email. Nothing changes until the code is given to `confirmMyAddressChange`. Also for an address on file that was never proven, and for a change that an administrator asked for: give the same address. Needs a sign-in of the last 15 minutes, else 403 `reauthentication_required`. Staff sign in by email alone: a phone gives 422.
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
         * Confirm a new sign-in address with its code
         * @description The new address takes effect, is proven by the code, and your other sessions end; the address before is told. A wrong or expired code gives 422. An address that another active person signs in with gives 409 `already_exists`.
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
         * Decline a change of my sign-in address
         * @description The change is void; your present address stays. Whoever asked for it has to ask again.
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
         * Begin to enrol an authenticator app
         * @description Gives the secret for the app. In force once a code of it confirmed it; until then it may be begun again. The session must have been opened within the last quarter of an hour: a session left open somewhere must not be enough to lock its owner out. Else 403 `reauthentication_required`: sign in again.
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
         * @description From now on signing in needs a code. The recovery codes are shown this once; your other sessions end.
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
         * Switch the second factor off
         * @description Needs a fresh code of the app, or a recovery code.
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
         * Make new recovery codes
         * @description Needs a fresh code of the app, or a recovery code. The earlier ones work no longer; the new ones are shown this once.
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
         * @description The communities within the caller's reach, by name.
         */
        get: operations["listCommunities"];
        put?: never;
        /**
         * Add a community
         * @description The time zone is the region's when left out. Link it to hospitals afterwards.
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
         * Change a community
         * @description A JSON merge patch. `{"active": false}` deactivates it: nothing new can be booked there.
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
         * @description The hospitals within the caller's reach, by name.
         */
        get: operations["listHospitals"];
        put?: never;
        /**
         * Add a hospital
         * @description It offers every service by default until its services are set.
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
         * Change a hospital
         * @description A JSON merge patch. `{"active": false}` deactivates it: nothing new is dispatched from there. An API key does not change `active`: 403 `person_required`.
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
         * @description From now on the hospital serves the community and reaches its residents. Repeating it changes nothing.
         */
        put: operations["linkCommunity"];
        post?: never;
        /**
         * Unlink a community from a hospital
         * @description The hospital no longer serves the community. Bookings already made stay with it.
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
         * List how a hospital offers its services
         * @description One entry a service type that the hospital has set.
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
         * Show how a hospital offers a service
         * @description One service of one hospital.
         */
        get: operations["getHospitalService"];
        /**
         * Set how a hospital offers a service
         * @description Replaces what was set before. Bookings already made stay.
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
         * @description The staff within the caller's reach, newest first. By name or email they are found with searchStaff.
         */
        get: operations["listStaff"];
        put?: never;
        /**
         * Add a member of staff
         * @description Hospital admins, nurses and paramedics belong to a hospital, community managers to a community, super admins to neither; anything else gives 422. Nobody can give a role above their own. An API key cannot set a password (403 `person_required`); the person is invited by email.
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
         * @description The staff within the caller's reach, newest first, who are as asked. What is looked for stands in the body, so that no name and no email is in an address, which proxies and browsers keep. Changes nothing.
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
         * Change a member of staff
         * @description A JSON merge patch. `{"active": false}` deactivates the person and ends their sessions. `password` sets a first password; somebody who has one changes it themselves, 403 `owner_required`. Of one's own record neither password (see `changeMyPassword`) nor email (see `beginMyAddressChange`) is taken: a session left open must not be enough to take an account. The email of somebody who has a password stays until they confirm the new one or a super admin approves it: the reply is 200 and the new email is among `pendingAddresses`. An API key changes neither `active`, a password nor an email: 403 `person_required`.
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
         * List where a member of staff is signed in
         * @description The live sessions of one person, newest first. A hospital admin sees those of the hospital's own staff.
         */
        get: operations["listStaffSessions"];
        put?: never;
        post?: never;
        /**
         * Sign a member of staff out everywhere
         * @description Ends every session of the person, within a second on every process. They may sign in again; to keep them out, deactivate them.
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
         * Sign a member of staff out of one place
         * @description Ends one session of the person. Ending a session that ended before does nothing.
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
         * Invite a member of staff once more
         * @description Sends a new link to choose a password; the older link stops working. Whoever is added without a password has been invited already. 409 when the person has a password, 422 when they are deactivated, 429 within a minute of the last mail.
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
         * @description Forgets the wrong attempts to sign in on the account, from everywhere.
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
         * Take away somebody's second factor
         * @description For a member of staff who lost the app and the recovery codes. Their sessions end; make sure first that it is them who asks.
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
         * @description The residents within the caller's reach, newest first. By name or phone they are found with searchResidents.
         */
        get: operations["listResidents"];
        put?: never;
        /**
         * Add a resident
         * @description The phone number is how the resident signs in, so no two residents share one.
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
         * @description The residents within the caller's reach, newest first, who are as asked. What is looked for stands in the body, so that no name and no number is in an address, which proxies and browsers keep. Changes nothing.
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
         * @description One resident. A resident sees only themselves.
         */
        get: operations["getResident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a resident
         * @description A JSON merge patch. `{"active": false}` deactivates the person and ends their sessions. Where several hospitals serve the community, its manager or a super admin deactivates and moves residents, a hospital gets 403 `served_by_others`. An API key does neither: 403 `person_required`.
         *     A phone or email that the person signs in with stays until they confirm the new one or a super admin approves it: the reply is 200 and the new address is among `pendingAddresses`. Giving the present address withdraws a change that waits. An API key changes no address of somebody who is there.
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
         * @description The same as a resident's own wish, for those who cannot or will not sign in. The resident can take it back until it is due. While a booking is open it is refused with 409 `erasure_blocked` and `openBookings`.
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
         * List changes of sign-in addresses that wait
         * @description What administrators entered for people who already sign in with another address, newest first. Each waits for the person, or from `approvableAt` for an approval.
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
         * @description For a person who can confirm nothing any more because the phone or mailbox is lost. Another super admin than the one who asked for the change approves it (403 `role_not_allowed`), 72 hours after it was asked for at the earliest (409 `change_waiting` with `approvableAt`); the present address was told meanwhile. The person's sessions end.
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
         * @description The keys within the caller's reach, newest first. Secrets are never shown again.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description A secret key needs scopes; a publishable key needs a hospital and the origins that may use it. The secret is shown in this reply and never again.
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
         * Change or revoke an API key
         * @description `{"active": false}` revokes the key at once.
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
         * Give an API key a new secret
         * @description The new secret is shown in this reply and never again. The present one goes on working for `overlapSeconds`, so that every place that uses it can be changed; the one before it, where an earlier rotation still overlaps, ends at once. Only secret keys have one.
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
         * @description Creates what is new and updates what is known, so an import can be repeated with no duplicate. Residents are known by phone and community, staff by email, hospitals and communities by name. A bad row is reported and never loses the good ones. A phone belongs to one active resident; people of one home who share a phone cannot all be imported yet.
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
         * Read what differs by country
         * @description The region this platform runs in. A widget keeps the emergency number for when nothing else can be reached.
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
    "/v1/service-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the services that can be booked
         * @description Every service type, shipped or added by a policy file.
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
         * Read the schema of policy files
         * @description The JSON Schema (draft 2020-12) that a service type's policy file must follow, for editors and for checks before a file is put in place. Its formats `policy-duration` and `policy-duration-or-zero` are ISO 8601 durations of weeks, days, hours, minutes and seconds.
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
         * List the times that can be booked
         * @description Of a slot service, within at most 31 days. With no hospital, of every hospital within the caller's reach that offers it.
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
         * @description The bookings within the caller's reach, newest first. `from` and `to` bound their creation, `scheduledFrom` and `scheduledTo` the booked time. `sort=dispatch` orders open bookings by urgency. With `updatedSince` the list is a feed of changes, oldest first. A booking that changes between two pages can move in these two orders.
         */
        get: operations["listBookings"];
        put?: never;
        /**
         * Book a service
         * @description A resident books for themselves; a community manager, a hospital or a partner names the resident. Dispatch starts at once, also for a booked time. While the resident has an open booking of an emergency service, another request of that service answers 409 `open_emergency` with the `openBooking`; send it again with `forAnotherPerson` when it is meant. At most `maxOpen` of the service type can be open for one resident; beyond it the answer is 409 `too_many_open`, also with `openBooking`, and the person should call the emergency number.
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
         * @description One booking, with the moves the caller may make now.
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
         * @description Assign, reassign, unassign, move forward or cancel. What is allowed follows from the service's policy and the caller; a move that is not gives 409 `illegal_transition` with `allowedTransitions`.
         */
        post: operations["transitionBooking"];
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
         * List what happened to a booking
         * @description Every step in order, oldest first. Replaying it gives the booking's state.
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
         * List to whom a booking was offered
         * @description Every offer of the booking, newest first.
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
         * @description By the assignee alone, from assignment until completion. Whoever watches the booking sees it at once.
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
         * List the work offered to me
         * @description The caller's own offers, newest first. A resident volunteer reads service and distance; the booking and its place become readable by accepting.
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
         * @description The first to accept gets the booking. Whoever comes late gets 409 `offer_closed` with the offer's `state`.
         */
        post: operations["respondToOffer"];
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
         * Read the settings
         * @description What holds now, defaults included.
         */
        get: operations["getSettings"];
        /**
         * Change the settings
         * @description Replaces all settings; a part that is left out goes back to its default. Every process follows within a second.
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
         * List what kept failing
         * @description Events and jobs that were laid aside after their last attempt, newest first.
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
         * Try a dead letter again
         * @description Puts it back at the front of the queue with its attempts counted from zero.
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
         * List who did what
         * @description The audit log within the caller's reach, newest first: a hospital's for its administrators, all of it for a super admin. Entries appear within about a second. Asking is itself recorded.
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
         * @description Holds every seal and entry against its code, in order, and tells the first that was changed, removed, added or moved. Reads the whole log: some seconds for each hundred thousand entries.
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
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Say that the process runs
         * @description For the supervisor: no dependency is asked.
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
         * Say whether the process can take work
         * @description For the load balancer: 503 while it starts or stops, or when the database is down; the problem then carries `checks`.
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
    "/dev/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what the sandboxes sent
         * @description In development and test only: what the sandbox SMS, WhatsApp, email and push adapters took, newest first. A one-time code is read here.
         */
        get: operations["listSentMessages"];
        put?: never;
        post?: never;
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
        /** @description A public Ed25519 key (RFC 8037). */
        JsonWebKey: {
            /** @constant */
            kty: "OKP";
            /** @constant */
            crv: "Ed25519";
            /** @description The key itself, base64url. */
            x: string;
            /** @description What a token's header names the key by. */
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
        /** @description One fault in the input. */
        InputFault: {
            /** @description A JSON pointer into the body (`/scheduledFor`), or `/query/limit`, `/path/bookingId`, `/headers/if-match`. */
            pointer: string;
            detail: string;
            /** @description What was most likely meant, as it would be accepted. */
            suggestion?: string;
        };
        /**
         * Format: uuid
         * @description A UUID (version 7, so that ids sort by the time they were made). Accepted in upper case, returned in lower case.
         * @example 0193a5f0-7c1e-7000-8000-000000000005
         */
        Id: string;
        /**
         * @description The id of a service type. A pattern, not a list: a policy file can add one.
         * @example ambulance
         */
        ServiceTypeId: string;
        /**
         * @description Where a booking stands.
         * @enum {string}
         */
        BookingState: "requested" | "assigned" | "en_route" | "in_service" | "completed" | "cancelled";
        /**
         * Format: date-time
         * @description A moment in UTC, RFC 3339.
         * @example 2026-11-22T09:00:00.000Z
         */
        Timestamp: string;
        /** @description The open booking that a second request for the same resident meets, as far as the caller may read it: an API key without `bookings:read` gets the id alone. */
        OpenBooking: {
            id: components["schemas"]["Id"];
            serviceType?: components["schemas"]["ServiceTypeId"];
            /** @description Null where the booking is outside the caller's reach, at another hospital for example. */
            state?: components["schemas"]["BookingState"] | null;
            /** @description Null where the booking is outside the caller's reach. */
            createdAt?: components["schemas"]["Timestamp"] | null;
        };
        /** @description What went wrong, RFC 9457. Some codes carry further members: `illegal_transition` has `allowedTransitions`, `offer_closed` has `state`, `version_conflict` has `version`, `open_emergency` and `too_many_open` have `openBooking`, `change_waiting` has `approvableAt`, `link_unusable` has `reason` (`unknown`, `used`, `replaced` or `expired`), `password_unacceptable` has `reasons`. An API key that may write a record and not read it gets no member that tells of the record's state, nor the `detail`. */
        Problem: {
            /**
             * Format: uri-reference
             * @description Leads to the explanation of the code.
             */
            type: string;
            /** @description The same for every problem of the code. */
            title: string;
            status: number;
            /** @description What was wrong this time and what to do about it. */
            detail?: string;
            /**
             * @description Stable: switch on it.
             * @enum {string}
             */
            code: "invalid_request" | "malformed_json" | "unauthenticated" | "invalid_credentials" | "second_factor_required" | "second_factor_invalid" | "role_not_allowed" | "scope_missing" | "origin_not_allowed" | "second_factor_enrolment_required" | "reauthentication_required" | "person_required" | "owner_required" | "served_by_others" | "not_assignee" | "not_found" | "method_not_allowed" | "change_waiting" | "version_conflict" | "illegal_transition" | "slot_taken" | "overlapping_booking" | "erasure_blocked" | "offer_closed" | "last_administrator" | "open_emergency" | "too_many_open" | "already_exists" | "idempotency_in_progress" | "precondition_failed" | "payload_too_large" | "unsupported_media_type" | "unprocessable" | "reason_required" | "not_eligible" | "slot_unavailable" | "password_unacceptable" | "link_unusable" | "idempotency_key_reused" | "sign_in_locked" | "rate_limited" | "internal" | "dependency_down" | "overloaded" | "shutting_down";
            /** @description Quote it when asking for help. */
            correlationId: string;
            /** @description Each fault in the input. */
            errors?: components["schemas"]["InputFault"][];
            /** @description Of `open_emergency` and `too_many_open`, the newest open booking. */
            openBooking?: components["schemas"]["OpenBooking"];
            /** @description Of `password_unacceptable`, all that apply: too few or too many characters; it repeats itself or follows a row of the keyboard; it is common or has leaked; it is made of the person's name, email or the name of the service. */
            reasons?: ("too_short" | "too_long" | "monotonous" | "common" | "personal")[];
        } & {
            [key: string]: unknown;
        };
        /**
         * @description An email address. Blanks around it do not count, nor do upper and lower case; it is kept and answered in lower case, an internationalised domain in its ASCII form (RFC 5891).
         * @example meera.nair@sahyadri.example
         */
        EmailInput: string;
        /** @description The six digits the authenticator app shows. */
        TotpCode: string;
        /** @description One of the recovery codes; hyphens, blanks and capitals do not matter. */
        RecoveryCode: string;
        /** @description Sign-in of staff. */
        LoginRequest: {
            email: components["schemas"]["EmailInput"];
            password: string;
            code?: components["schemas"]["TotpCode"];
            recoveryCode?: components["schemas"]["RecoveryCode"];
        };
        /** @description A signed-in session. */
        TokenReply: {
            /** @description Send it as `Authorization: Bearer …`. */
            accessToken: string;
            /** @description Trade it for new tokens, once. */
            refreshToken: string;
            /** @description Seconds until the access token expires. */
            expiresIn: number;
            /** @constant */
            tokenType: "Bearer";
        };
        /**
         * @description A phone number as people write it: with blanks, brackets or hyphens, `tel:`, a trunk zero, digits of any script. Without a country code it is one of the region's country. It is kept and answered as E.164; one that cannot be dialled is refused, with the number that was most likely meant as the `suggestion`.
         * @example +919800000004
         * @example 098000 00004
         */
        PhoneInput: string;
        /**
         * @description ISO 3166-1 alpha-2, the country of a number written without a country code; the region's when left out.
         * @example IN
         */
        PhoneCountry: string;
        /** @description A random name that the client gives itself once and keeps, such as a UUID; the SDK does. Send the same one when asking for a code and when giving it. Codes asked for by a device can be guessed at by that device alone, and one that has signed in before has a budget of its own, which strangers cannot use up. Only a digest of it is kept. */
        DeviceId: string;
        /** @description Where to send the code. */
        OtpRequest: {
            phone: components["schemas"]["PhoneInput"];
            phoneCountry?: components["schemas"]["PhoneCountry"];
            /**
             * @description How to send it, `sms` when left out. `email` goes to the address on file; where there is none, nothing is sent and the reply is the same.
             * @enum {string}
             */
            channel?: "sms" | "whatsapp" | "email";
            deviceId?: components["schemas"]["DeviceId"];
        };
        /**
         * @description A phone number, E.164.
         * @example +919800000004
         */
        Phone: string;
        /** @description A code is on its way, if the number belongs to a resident. */
        OtpChallenge: {
            /** @description The number as it was understood. */
            phone: components["schemas"]["Phone"];
            challengeId: components["schemas"]["Id"];
            /** @description Seconds the code is good for. */
            expiresIn: number;
            /** @description Seconds until another may be asked for. */
            resendAfter: number;
        };
        /** @description The code that arrived. */
        OtpVerify: {
            phone: components["schemas"]["PhoneInput"];
            phoneCountry?: components["schemas"]["PhoneCountry"];
            /** @description Digits alone. */
            code: string;
            deviceId?: components["schemas"]["DeviceId"];
        };
        /**
         * @description What stands behind `=` in the link of the mail.
         * @example 2Jx5cGfV0mZkq3S8b1nYwR7tLd9aQeHiUoPxCzTsK4M
         */
        AccountLinkToken: string;
        /** @description A link in question. */
        AccountLinkInspection: {
            token: components["schemas"]["AccountLinkToken"];
        };
        /**
         * Format: email
         * @description An email address.
         * @example meera.nair@sahyadri.example
         */
        Email: string;
        /** @description What a link is good for. */
        AccountLink: {
            /** @enum {string} */
            purpose: "invitation" | "password_reset";
            email: components["schemas"]["Email"];
            expiresAt: components["schemas"]["Timestamp"];
            /** @description The lengths a password may have, in characters. What else it must not be, the refusal says. */
            password: {
                minLength: number;
                maxLength: number;
            };
        };
        /** @description 15 characters or more of any kind, spaces included; passwords that are common, have leaked, or are made of the person's own name or email are refused with 422 `password_unacceptable`, whose `reasons` say why. */
        NewPassword: string;
        /** @description A password chosen behind a link. */
        PasswordChoice: {
            token: components["schemas"]["AccountLinkToken"];
            password: components["schemas"]["NewPassword"];
        };
        /** @description The password is set. Nobody is signed in by it. */
        PasswordChosen: {
            email: components["schemas"]["Email"];
            /**
             * @description What to do now.
             * @enum {string}
             */
            next: "sign_in";
        };
        /**
         * @description A language tag, BCP 47.
         * @example hi
         */
        Language: string;
        /** @description Whose password is to be reset. */
        PasswordResetRequest: {
            email: components["schemas"]["EmailInput"];
            /** @description Of the mail, English or Hindi, to who has chosen none; the region's first without it. */
            language?: components["schemas"]["Language"];
        };
        /** @description The refresh token to trade in. */
        RefreshRequest: {
            /** @description As given at sign-in or at the last refresh. */
            refreshToken: string;
        };
        /** @description A place where somebody is signed in. */
        Session: {
            id: components["schemas"]["Id"];
            /** @description What the sign-in came from, in words for people, such as `Chrome on Android`. */
            device: string;
            createdAt: components["schemas"]["Timestamp"];
            /** @description The last call or refresh, good to a minute. */
            lastUsedAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"];
            /** @description What the sign-in came from, as it named itself. */
            userAgent: string | null;
            /** @description Whether it is the session of this very call. */
            current: boolean;
        };
        /** @description One page of a list. */
        SessionPage: {
            data: components["schemas"]["Session"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /**
         * @description What a person may do.
         * @enum {string}
         */
        Role: "super_admin" | "hospital_admin" | "nurse" | "paramedic" | "community_manager" | "resident";
        /** @description A phone or email that somebody is to sign in with, waiting to be confirmed or approved. */
        AddressChange: {
            id: components["schemas"]["Id"];
            /** @description Whose address it is. */
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
            /** @description From when a super admin may approve it; null where only the person can confirm it. */
            approvableAt: components["schemas"]["Timestamp"] | null;
            /** @description When it is void. */
            expiresAt: components["schemas"]["Timestamp"];
        };
        /** @description Who the caller is. */
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
            /** @description Of a resident: whether a code sent to the phone has signed somebody in. Until then others have entered it. */
            phoneProven?: boolean;
            /** @description Of a resident: whether the person has proven the email with a code. Until then it is a contact detail; no code goes there. */
            emailProven?: boolean;
            /** @description Sign-in addresses that wait until the person confirms them or a super admin approves them. */
            pendingAddresses?: components["schemas"]["AddressChange"][];
            /** @description Of staff: whether work may be offered now. */
            onDuty?: boolean;
            /** @description Of messages and mails to the caller. */
            language?: components["schemas"]["Language"];
            /** @description Of a resident: whether Neighbor SOS calls may come. */
            neighborSosVolunteer?: boolean;
        };
        /** @description What to change about oneself. `onDuty` is of staff, `neighborSosVolunteer` of residents. */
        MePatch: {
            /** @description Whether work may be offered now. */
            onDuty?: boolean;
            /** @description Of messages and mails; of staff, one the region speaks. */
            language?: components["schemas"]["Language"];
            /** @description Whether Neighbor SOS calls may come. */
            neighborSosVolunteer?: boolean;
        };
        /**
         * Format: date
         * @description A calendar date.
         * @example 1958-03-14
         */
        CalendarDate: string;
        /** @description A place on the map, with the words that help to find it. */
        Location: {
            /** @description Degrees north, WGS 84. */
            latitude: number;
            /** @description Degrees east, WGS 84. */
            longitude: number;
            /** @description How a person would find it. */
            address?: string;
            /** @description Radius within which the true place lies, in metres. */
            accuracyMetres?: number;
        };
        /** @description Who took a record out of use, and who can put it back. */
        Deactivation: {
            at: components["schemas"]["Timestamp"];
            /** @description In which role; null where it was done before this was recorded. */
            role: ("super_admin" | "hospital_admin" | "community_manager" | "api_key" | "system") | null;
            /** @description Roles that can reactivate it, among those that may change the record: always a super admin, else people of the hospital or community that deactivated it. */
            liftableBy: ("super_admin" | "hospital_admin" | "community_manager" | "api_key")[];
        };
        /** @description Grows by one at every change. The `ETag` is this number in quotes. */
        Version: number;
        /** @description A person who lives in a community. */
        Resident: {
            id: components["schemas"]["Id"];
            communityId: components["schemas"]["Id"];
            /** @description The full name. */
            name: string;
            phone: components["schemas"]["Phone"];
            email: components["schemas"]["Email"] | null;
            /** @description Whether a code sent to the phone has signed somebody in. Until then others have entered it. */
            phoneProven?: boolean;
            /** @description Whether the person has proven the email with a code. Until then it is a contact detail; no code goes there. */
            emailProven?: boolean;
            /** @description Sign-in addresses that wait until the person confirms them or a super admin approves them. */
            pendingAddresses?: components["schemas"]["AddressChange"][];
            /** @description Flat, house or door. */
            unit: string | null;
            dateOfBirth: components["schemas"]["CalendarDate"] | null;
            language: components["schemas"]["Language"];
            location: components["schemas"]["Location"] | null;
            /** @description Whether this person answers Neighbor SOS calls of the community. */
            neighborSosVolunteer: boolean;
            /** @description False once deactivated: kept for its history, but no longer used. */
            active: boolean;
            /** @description Null while it is in use. */
            deactivation: components["schemas"]["Deactivation"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description Who does the work. */
        Assignee: {
            /** @enum {string} */
            kind: "staff" | "resident";
            id: components["schemas"]["Id"];
            name: string;
        };
        /** @description The clocks that run on the booking. */
        BookingSla: {
            assignBy: components["schemas"]["Timestamp"] | null;
            arriveBy: components["schemas"]["Timestamp"] | null;
            /** @description Whether any clock ran out. */
            breached: boolean;
        };
        /** @description An amount of money. */
        Money: {
            /** @description In the smallest unit of the currency (paise, cents). */
            amount: number;
            /** @description ISO 4217. */
            currency: string;
        };
        /** @description Who did it. */
        Actor: {
            /** @enum {string} */
            kind: "staff" | "resident" | "system" | "api_key";
            id: components["schemas"]["Id"] | null;
            name: string | null;
        };
        /** @description Where somebody was last seen. */
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
            hospitalId: components["schemas"]["Id"] | null;
            assignee: components["schemas"]["Assignee"] | null;
            scheduledFor: components["schemas"]["Timestamp"] | null;
            scheduledUntil: components["schemas"]["Timestamp"] | null;
            location: components["schemas"]["Location"] | null;
            notes: string | null;
            sla: components["schemas"]["BookingSla"];
            payment: {
                trigger: string;
                amount: components["schemas"]["Money"];
            } | null;
            cancellation: {
                reason: string | null;
                by: components["schemas"]["Actor"];
            } | null;
            /** @description Where the assignee was last seen, while on the way. */
            position: components["schemas"]["Position"] | null;
            /** @description The states the caller may move it to now. */
            allowedTransitions: components["schemas"]["BookingState"][];
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One thing that happened to a booking. */
        TimelineEntry: {
            id: components["schemas"]["Id"];
            /** @description Counts up from 1 without gaps. */
            sequence: number;
            /** @enum {string} */
            type: "requested" | "offered" | "offer_declined" | "offer_expired" | "offers_exhausted" | "assigned" | "reassigned" | "unassigned" | "moved" | "cancelled" | "sla_breached" | "escalated" | "location_updated";
            at: components["schemas"]["Timestamp"];
            actor: components["schemas"]["Actor"];
            from: components["schemas"]["BookingState"] | null;
            to: components["schemas"]["BookingState"] | null;
            reason: string | null;
            /** @description What else is known, by type of entry: ids and numbers, never names. */
            data: {
                [key: string]: unknown;
            };
        };
        /**
         * @description What became of an offer.
         * @enum {string}
         */
        OfferState: "open" | "accepted" | "declined" | "expired" | "withdrawn";
        /**
         * @description Done, refused by a rule, or failed on our side.
         * @enum {string}
         */
        AuditOutcome: "succeeded" | "refused" | "failed";
        /** @description One entry of the audit log about a resident, as the resident may see it. Of others it tells what they are and not who. */
        ResidentAuditEntry: {
            id: components["schemas"]["Id"];
            occurredAt: components["schemas"]["Timestamp"];
            /** @description Who acted. */
            actor: {
                /** @enum {string} */
                kind: "staff" | "resident" | "api_key" | "publishable_key" | "anonymous" | "system";
                role: components["schemas"]["Role"] | null;
                /** @description Whether it was the resident. */
                self: boolean;
            };
            /** @description The operation, job or subscriber, or `socket` and the request; for other system work its reason. */
            action: string;
            recordType: string | null;
            /** @description Which of the resident's own records it was about, the resident's own id among them. */
            recordIds: components["schemas"]["Id"][];
            outcome: components["schemas"]["AuditOutcome"];
            /** @description The problem's code unless it succeeded. */
            problem: string | null;
            /** @description Where it came from when it was the resident; null of everybody else. */
            address: string | null;
        };
        /**
         * @description Why somebody is erased; `own_wish` is the person's own, the others are given on their behalf.
         * @enum {string}
         */
        ErasureReason: "own_wish" | "requested_by_person" | "deceased" | "moved_away" | "recorded_by_mistake";
        /** @description A wish to be erased and what became of it. */
        Erasure: {
            /**
             * @description `none`: nobody asked, or it was taken back; `scheduled`: it will be carried out; `erased`: it was.
             * @enum {string}
             */
            state: "none" | "scheduled" | "erased";
            reason: components["schemas"]["ErasureReason"] | null;
            /** @description The person, or staff on their behalf. */
            requestedBy: ("resident" | "staff") | null;
            requestedAt: components["schemas"]["Timestamp"] | null;
            /** @description When it is carried out; later when a booking is open then. */
            dueAt: components["schemas"]["Timestamp"] | null;
            /** @description Days that a wish made now would leave to think again. What was asked for already keeps its `dueAt`. */
            delayDays: number;
            /** @description Bookings of the person, or taken by them as a volunteer, that have to end first. */
            openBookings: components["schemas"]["Id"][];
        };
        /** @description Everything the platform holds about one resident. */
        ResidentExport: {
            /**
             * @description Another one when a member changes its meaning; new members may come without.
             * @constant
             */
            format: "kiwimesh-resident-1";
            generatedAt: components["schemas"]["Timestamp"];
            profile: components["schemas"]["Resident"];
            /** @description The caller's bookings, newest first, each with what happened to it, oldest first. */
            bookings: {
                booking: components["schemas"]["Booking"];
                /** @description What happened. */
                timeline: components["schemas"]["TimelineEntry"][];
            }[];
            /** @description What the caller was asked to do for neighbours, newest first, without the neighbours' places. */
            offers: {
                id: components["schemas"]["Id"];
                bookingId: components["schemas"]["Id"];
                serviceType: components["schemas"]["ServiceTypeId"];
                state: components["schemas"]["OfferState"];
                sentAt: components["schemas"]["Timestamp"];
                expiresAt: components["schemas"]["Timestamp"];
                respondedAt: components["schemas"]["Timestamp"] | null;
                /** @description In the caller's own words. */
                reason: string | null;
            }[];
            /** @description Whether all bookings and offers are in it, or the newest 2,000 of each. */
            complete: boolean;
            /** @description Where the caller signed in, newest first. */
            sessions: {
                id: components["schemas"]["Id"];
                createdAt: components["schemas"]["Timestamp"];
                lastUsedAt: components["schemas"]["Timestamp"];
                expiresAt: components["schemas"]["Timestamp"];
                endedAt: components["schemas"]["Timestamp"] | null;
                /** @description What the sign-in came from. */
                userAgent: string | null;
            }[];
            /** @description Changes of what the caller signs in with, newest first, of the last 45 days. */
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
                /** @description How it was sent, such as `sms`. */
                channel: string;
                /** @description How often it was sent. */
                sends: number;
                createdAt: components["schemas"]["Timestamp"];
                /** @description Whether it signed the caller in. */
                verified: boolean;
            }[];
            /** @description What the audit log holds of what the caller did, and of what others did with the caller's record and bookings, newest first. Entries of the last seconds may be missing. */
            auditEvents: components["schemas"]["ResidentAuditEntry"][];
            erasure: components["schemas"]["Erasure"];
        };
        /** @description The wish to be erased, said twice so that it cannot happen by a slip. */
        ErasureRequest: {
            /**
             * @description The word itself.
             * @constant
             */
            confirm: "erase";
        };
        /**
         * Format: date-time
         * @description A moment, RFC 3339 with any offset. Leap seconds are not taken.
         * @example 2026-11-24T10:30:00+05:30
         */
        TimestampInput: string;
        /** @description Where the caller is. */
        PositionReport: {
            /** @description Degrees north, WGS 84. */
            latitude: number;
            /** @description Degrees east, WGS 84. */
            longitude: number;
            /** @description Radius within which the true place lies, in metres. */
            accuracyMetres?: number;
            /** @description When the position was taken; now when left out. */
            recordedAt?: components["schemas"]["TimestampInput"];
        };
        /** @description The password from now on. */
        PasswordChange: {
            /** @description The present password. */
            currentPassword: string;
            newPassword: components["schemas"]["NewPassword"];
        };
        /** @description The new address; one of the two. */
        AddressChangeRequest: {
            phone?: components["schemas"]["PhoneInput"];
            email?: components["schemas"]["EmailInput"];
        };
        /** @description The code that was sent to the new address. */
        AddressChangeCode: {
            /** @description Digits alone. */
            code: string;
        };
        /** @description What an authenticator app needs. */
        TotpEnrolment: {
            /** @description The secret in base 32, to type. */
            secret: string;
            /** @description The same as an `otpauth:` address, to show as a QR code. */
            uri: string;
        };
        /** @description Shows that the app has the secret. */
        TotpConfirmation: {
            code: components["schemas"]["TotpCode"];
        };
        /** @description Codes for the day the app is lost, each good once. */
        RecoveryCodes: {
            recoveryCodes: string[];
        };
        /** @description A fresh code of the app, or one of the recovery codes. */
        SecondFactorProof: {
            code?: components["schemas"]["TotpCode"];
            recoveryCode?: components["schemas"]["RecoveryCode"];
        };
        /**
         * @description Part of what is looked for; upper and lower case are the same.
         * @example rao
         */
        SearchText: string;
        /**
         * @description A time zone of the IANA database.
         * @example Asia/Kolkata
         */
        Timezone: string;
        /** @description A residential community. */
        Community: {
            id: components["schemas"]["Id"];
            /** @description The name people know it by. */
            name: string;
            /** @description Postal address. */
            address: string | null;
            location: components["schemas"]["Location"] | null;
            timezone: components["schemas"]["Timezone"];
            /** @description The hospitals that serve it. */
            hospitalIds: components["schemas"]["Id"][];
            /** @description False once deactivated: kept for its history, but no longer used. */
            active: boolean;
            /** @description Null while it is in use. */
            deactivation: components["schemas"]["Deactivation"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        CommunityPage: {
            data: components["schemas"]["Community"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A community to add. */
        CommunityCreate: {
            /** @description The name people know it by. */
            name: string;
            /** @description Postal address. */
            address?: string | null;
            location?: components["schemas"]["Location"] | null;
            timezone?: components["schemas"]["Timezone"];
        };
        /** @description What to change; what is left out stays, null clears. */
        CommunityPatch: {
            /** @description The name people know it by. */
            name?: string;
            /** @description Postal address. */
            address?: string | null;
            location?: components["schemas"]["Location"] | null;
            timezone?: components["schemas"]["Timezone"];
            /** @description False once deactivated: kept for its history, but no longer used. */
            active?: boolean;
        };
        /** @description A hospital that serves communities. */
        Hospital: {
            id: components["schemas"]["Id"];
            /** @description The name people know it by. */
            name: string;
            phone: components["schemas"]["Phone"] | null;
            /** @description Postal address. */
            address: string | null;
            location: components["schemas"]["Location"] | null;
            timezone: components["schemas"]["Timezone"];
            /** @description The communities it serves. */
            communityIds: components["schemas"]["Id"][];
            /** @description False once deactivated: kept for its history, but no longer used. */
            active: boolean;
            /** @description Null while it is in use. */
            deactivation: components["schemas"]["Deactivation"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        HospitalPage: {
            data: components["schemas"]["Hospital"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A hospital to add. */
        HospitalCreate: {
            /** @description The name people know it by. */
            name: string;
            phone?: components["schemas"]["PhoneInput"] | null;
            /** @description Postal address. */
            address?: string | null;
            location?: components["schemas"]["Location"] | null;
            timezone?: components["schemas"]["Timezone"];
        };
        /** @description What to change; what is left out stays, null clears. */
        HospitalPatch: {
            /** @description The name people know it by. */
            name?: string;
            phone?: components["schemas"]["PhoneInput"] | null;
            /** @description Postal address. */
            address?: string | null;
            location?: components["schemas"]["Location"] | null;
            timezone?: components["schemas"]["Timezone"];
            /** @description False once deactivated: kept for its history, but no longer used. */
            active?: boolean;
        };
        /** @description Hours that begin on some days of the week, in the hospital's time zone. */
        OpeningHours: {
            /** @description 1 is Monday, 7 is Sunday. */
            days: number[];
            /** @description Opens at. */
            from: string;
            /** @description Closes at; 24:00 is the end of the day, and a time before `from` is on the next day (22:30 to 02:00). */
            to: string;
        };
        /** @description How a hospital offers a service. */
        HospitalService: {
            serviceType: components["schemas"]["ServiceTypeId"];
            /** @description Whether the hospital offers the service. */
            enabled: boolean;
            /** @description Null while it is in use. */
            deactivation: components["schemas"]["Deactivation"] | null;
            /** @description How many bookings it takes at one time; null means as many as the service type's policy says. */
            capacity: number | null;
            /** @description When it is offered; null means at the hours of the service type's policy. */
            hours: components["schemas"]["OpeningHours"][] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        HospitalServicePage: {
            data: components["schemas"]["HospitalService"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description How the hospital offers the service from now on. */
        HospitalServicePut: {
            /** @description Whether the hospital offers the service. */
            enabled: boolean;
            /** @description How many bookings it takes at one time; null means as many as the service type's policy says. */
            capacity: number | null;
            /** @description When it is offered; null means at the hours of the service type's policy. */
            hours?: components["schemas"]["OpeningHours"][] | null;
        };
        /**
         * @description A role a member of staff can hold.
         * @enum {string}
         */
        StaffRole: "super_admin" | "hospital_admin" | "nurse" | "paramedic" | "community_manager";
        /** @description Where the invitation of a member of staff stands. */
        Invitation: {
            /** @description When a mail server took it; null until then. */
            sentAt: components["schemas"]["Timestamp"] | null;
            expiresAt: components["schemas"]["Timestamp"];
            /** @description When the person chose a password with it. */
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
            /** @description The hospital of a hospital admin, nurse or paramedic; null for the others. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description The community of a community manager; null for the others. */
            communityId: components["schemas"]["Id"] | null;
            /** @description Whether work may be offered now. */
            onDuty: boolean;
            position: components["schemas"]["Position"] | null;
            /** @description Of mails to the person; the region's first where none was chosen. */
            language: components["schemas"]["Language"];
            /** @description Null for who was given a password at once. */
            invitation: components["schemas"]["Invitation"] | null;
            /** @description Sign-in addresses that wait until the person confirms them or a super admin approves them. */
            pendingAddresses?: components["schemas"]["AddressChange"][];
            /** @description False once deactivated: kept for its history, but no longer used. */
            active: boolean;
            /** @description Null while it is in use. */
            deactivation: components["schemas"]["Deactivation"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        StaffPage: {
            data: components["schemas"]["Staff"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A member of staff to add. */
        StaffCreate: {
            role: components["schemas"]["StaffRole"];
            /** @description The full name. */
            name: string;
            email: components["schemas"]["EmailInput"];
            phone?: components["schemas"]["PhoneInput"] | null;
            /** @description The hospital of a hospital admin, nurse or paramedic; null for the others. */
            hospitalId?: components["schemas"]["Id"] | null;
            /** @description The community of a community manager; null for the others. */
            communityId?: components["schemas"]["Id"] | null;
            /** @description Whether work may be offered now. */
            onDuty?: boolean;
            /** @description Of mails to the person, one the region speaks; the region's first without it. */
            language?: components["schemas"]["Language"];
            password?: components["schemas"]["NewPassword"];
        };
        /** @description Which staff to find; what is left out is not asked for. */
        StaffSearch: {
            /** @description Only of this hospital. */
            hospitalId?: components["schemas"]["Id"];
            /** @description Only managers of this community. */
            communityId?: components["schemas"]["Id"];
            /** @description Only in this role. */
            role?: components["schemas"]["StaffRole"];
            /** @description Only active ones (`true`), or only deactivated ones (`false`). */
            active?: boolean;
            /** @description Only those on duty (`true`), or only the others (`false`). */
            onDuty?: boolean;
            /** @description Part of the name or of the email. */
            text?: components["schemas"]["SearchText"];
            /** @description Only those that changed at this moment or later, oldest change first, as in the list by GET. */
            updatedSince?: components["schemas"]["TimestampInput"];
            /**
             * @description How many to give at most.
             * @default 50
             */
            limit?: number;
            /** @description The `nextCursor` of the page before. */
            cursor?: string;
        };
        /** @description What to change; what is left out stays, null clears. */
        StaffPatch: {
            role?: components["schemas"]["StaffRole"];
            /** @description The full name. */
            name?: string;
            email?: components["schemas"]["EmailInput"];
            phone?: components["schemas"]["PhoneInput"] | null;
            /** @description The hospital of a hospital admin, nurse or paramedic; null for the others. */
            hospitalId?: components["schemas"]["Id"] | null;
            /** @description The community of a community manager; null for the others. */
            communityId?: components["schemas"]["Id"] | null;
            /** @description Whether work may be offered now. */
            onDuty?: boolean;
            /** @description Of mails to the person, one the region speaks. */
            language?: components["schemas"]["Language"];
            /** @description A first password of somebody who has none. */
            password?: components["schemas"]["NewPassword"];
            /** @description False once deactivated: kept for its history, but no longer used. */
            active?: boolean;
        };
        /** @description How to invite. */
        InvitationRequest: {
            /** @description Of the mail, English or Hindi; the person's own without it. */
            language?: components["schemas"]["Language"];
        };
        /** @description One page of a list. */
        ResidentPage: {
            data: components["schemas"]["Resident"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A resident to add. */
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
        /** @description Which residents to find; what is left out is not asked for. */
        ResidentSearch: {
            /** @description Only of this community. */
            communityId?: components["schemas"]["Id"];
            /** @description Only active ones (`true`), or only deactivated ones (`false`). */
            active?: boolean;
            /** @description Part of the name. */
            text?: components["schemas"]["SearchText"];
            /** @description The exact phone number. */
            phone?: components["schemas"]["PhoneInput"];
            /** @description Only those that changed at this moment or later, oldest change first, as in the list by GET. */
            updatedSince?: components["schemas"]["TimestampInput"];
            /**
             * @description How many to give at most.
             * @default 50
             */
            limit?: number;
            /** @description The `nextCursor` of the page before. */
            cursor?: string;
        };
        /** @description What to change; what is left out stays, null clears. */
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
            /** @description False once deactivated: kept for its history, but no longer used. */
            active?: boolean;
        };
        /** @description Why the person is erased. */
        ResidentErasureRequest: {
            /**
             * @description A code, no free text, since it is kept.
             * @enum {string}
             */
            reason: "requested_by_person" | "deceased" | "moved_away" | "recorded_by_mistake";
        };
        /** @description One page of a list. */
        AddressChangePage: {
            data: components["schemas"]["AddressChange"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /**
         * @description What an API key may do.
         * @enum {string}
         */
        Scope: "organisations:read" | "organisations:write" | "staff:write" | "residents:read" | "residents:write" | "bookings:read" | "bookings:write" | "catalogue:read";
        /**
         * @description An origin of a web page: scheme, host and port, with no path.
         * @example https://www.sahyadri.example
         */
        Origin: string;
        /** @description A key for machines or web pages. */
        ApiKey: {
            id: components["schemas"]["Id"];
            /** @description What the key is for. */
            name: string;
            /**
             * @description A secret key acts for a partner's server; a publishable key stands in a web page and is bound to its origins.
             * @enum {string}
             */
            kind: "secret" | "publishable";
            /** @description The one hospital it acts in; null for the whole platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description What a secret key may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description The pages that may use a publishable key. */
            allowedOrigins: components["schemas"]["Origin"][];
            expiresAt: components["schemas"]["Timestamp"] | null;
            /** @description After a rotation, until when the secret before it is taken as well; null when there was none. */
            previousSecretExpiresAt: components["schemas"]["Timestamp"] | null;
            /** @description The first characters, to tell keys apart. */
            prefix: string;
            /** @description The whole publishable key; null for a secret one. */
            key: string | null;
            /** @description The member of staff who made it; null where that is not known. */
            createdBy?: components["schemas"]["Id"] | null;
            /** @description False once whoever made it was deactivated: look whether it is still needed. Null where nobody knows who that is. */
            makerActive?: boolean | null;
            /** @description Whether it stops working while the person who made it is deactivated. */
            endsWithMaker?: boolean;
            /** @description False once deactivated: kept for its history, but no longer used. */
            active: boolean;
            /** @description Null while it is in use. */
            deactivation: components["schemas"]["Deactivation"] | null;
            lastUsedAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
        };
        /** @description One page of a list. */
        ApiKeyPage: {
            data: components["schemas"]["ApiKey"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A key to make. */
        ApiKeyCreate: {
            /** @description What the key is for. */
            name: string;
            /**
             * @description A secret key acts for a partner's server; a publishable key stands in a web page and is bound to its origins.
             * @enum {string}
             */
            kind: "secret" | "publishable";
            /** @description The one hospital it acts in; null for the whole platform. */
            hospitalId?: components["schemas"]["Id"] | null;
            /** @description What a secret key may do. */
            scopes?: components["schemas"]["Scope"][];
            /** @description The pages that may use a publishable key. */
            allowedOrigins?: components["schemas"]["Origin"][];
            /**
             * @description Whether it stops working while the person who made it is deactivated.
             * @default false
             */
            endsWithMaker?: boolean;
            expiresAt?: components["schemas"]["TimestampInput"] | null;
        };
        /** @description A new key. A secret is shown this once and kept only as a digest. */
        ApiKeyCreated: {
            id: components["schemas"]["Id"];
            /** @description What the key is for. */
            name: string;
            /**
             * @description A secret key acts for a partner's server; a publishable key stands in a web page and is bound to its origins.
             * @enum {string}
             */
            kind: "secret" | "publishable";
            /** @description The one hospital it acts in; null for the whole platform. */
            hospitalId: components["schemas"]["Id"] | null;
            /** @description What a secret key may do. */
            scopes: components["schemas"]["Scope"][];
            /** @description The pages that may use a publishable key. */
            allowedOrigins: components["schemas"]["Origin"][];
            expiresAt: components["schemas"]["Timestamp"] | null;
            /** @description After a rotation, until when the secret before it is taken as well; null when there was none. */
            previousSecretExpiresAt: components["schemas"]["Timestamp"] | null;
            /** @description The first characters, to tell keys apart. */
            prefix: string;
            /** @description The whole publishable key; null for a secret one. */
            key: string | null;
            /** @description The member of staff who made it; null where that is not known. */
            createdBy?: components["schemas"]["Id"] | null;
            /** @description False once whoever made it was deactivated: look whether it is still needed. Null where nobody knows who that is. */
            makerActive?: boolean | null;
            /** @description Whether it stops working while the person who made it is deactivated. */
            endsWithMaker?: boolean;
            /** @description False once deactivated: kept for its history, but no longer used. */
            active: boolean;
            /** @description Null while it is in use. */
            deactivation: components["schemas"]["Deactivation"] | null;
            lastUsedAt: components["schemas"]["Timestamp"] | null;
            version: components["schemas"]["Version"];
            createdAt: components["schemas"]["Timestamp"];
            updatedAt: components["schemas"]["Timestamp"];
            /** @description The secret key; null for a publishable one. */
            secret: string | null;
        };
        /** @description What to change. */
        ApiKeyPatch: {
            /** @description What the key is for. */
            name?: string;
            /** @description The pages that may use a publishable key. */
            allowedOrigins?: components["schemas"]["Origin"][];
            /** @description Whether it stops working while the person who made it is deactivated. */
            endsWithMaker?: boolean;
            /** @description False once deactivated: kept for its history, but no longer used. */
            active?: boolean;
        };
        /** @description How to rotate a key. */
        ApiKeyRotation: {
            /**
             * @description How long the present secret goes on working beside the new one; 0 ends it at once.
             * @default 86400
             */
            overlapSeconds?: number;
        };
        /** @description Rows of a table, as text: the same columns as the create operation has fields. */
        ImportRequest: {
            rows: {
                [key: string]: string;
            }[];
            /** @description Line of the caller's file on which each row begins, one for each row. Messages then name lines of the file instead of rows of the request. */
            lines?: number[];
            /**
             * @description What happens to a row whose phone (residents) or email (staff) is known under another name. `fail` leaves the record as it is and reports the row with the code `name_differs`; `update` renames the record. Letter case, blanks and Unicode forms are no other name, and are written with `update` only.
             * @default fail
             * @enum {string}
             */
            onNameChange?: "fail" | "update";
            /**
             * @description Judges each row as an import would, also against the records that are there, and keeps nothing. Results say what would become of the rows; a record that would be created has no id.
             * @default false
             */
            dryRun?: boolean;
        };
        /** @description What became of one row. */
        ImportResult: {
            /** @description Its place in the request, from 1. */
            row: number;
            /** @enum {string} */
            status: "created" | "updated" | "unchanged" | "failed";
            /** @description The record. Of a row that failed with `name_differs`, the record that has another name; else null. */
            id: components["schemas"]["Id"] | null;
            errors: {
                /** @description The column; null when it is the row as a whole. */
                field: string | null;
                detail: string;
                /**
                 * @description What a program can act on. `name_differs`, the record has another name; see `onNameChange`.
                 * @enum {string}
                 */
                code?: "name_differs";
            }[];
        };
        /** @description What became of each row, in order. */
        ImportReport: {
            results: components["schemas"]["ImportResult"][];
        };
        /** @description What differs by country. */
        Region: {
            /** @description The region pack. */
            id: string;
            /** @description ISO 4217. */
            currency: string;
            /** @description ISO 3166-1 alpha-2; the country of phone numbers written without a country code. */
            phoneCountry: string;
            /** @description The first is the default. */
            languages: components["schemas"]["Language"][];
            /** @description What to dial inside the country when nothing else works. */
            emergencyNumber: string;
            timezone: components["schemas"]["Timezone"];
        };
        /** @description A text by language. English is always there. */
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
        /** @description A service that can be booked, as its policy file says. */
        ServiceType: {
            id: components["schemas"]["ServiceTypeId"];
            names: components["schemas"]["LocalisedText"];
            descriptions: components["schemas"]["LocalisedText"];
            /**
             * @description Whether it is usually booked at once or for a slot of the day.
             * @enum {string}
             */
            mode: "on_demand" | "slot";
            /** @description Who does the work. */
            fulfilledBy: {
                /** @enum {string} */
                kind: "staff" | "resident";
                roles: components["schemas"]["Role"][];
            };
            /** @description The states this service passes through, in order. */
            states: components["schemas"]["BookingState"][];
            /** @description From each state, the states that can follow. */
            transitions: {
                [key: string]: components["schemas"]["BookingState"][];
            };
            /** @description How fast it must go, counted from the request. */
            sla: {
                assignWithin: components["schemas"]["Duration"] | null;
                arriveWithin: components["schemas"]["Duration"] | null;
            };
            slot: {
                length: components["schemas"]["Duration"];
                /** @description How long before it starts a slot can still be booked. */
                leadTime: components["schemas"]["Duration"];
                /** @description How far ahead slots are offered. */
                horizon: components["schemas"]["Duration"];
            } | null;
            price: components["schemas"]["Money"] | null;
            /** @description When payment falls due. */
            paymentTrigger: string;
            /** @description Until when, and at what cost, it can be cancelled. */
            cancellation: {
                /** @description The first state in which it no longer can be. */
                until: components["schemas"]["BookingState"];
                /** @description Free of charge up to this long before the booked time; null where it costs nothing at any time. */
                freeBefore?: components["schemas"]["Duration"] | null;
                /** @description What a later cancellation by the resident costs. */
                fee?: components["schemas"]["Money"] | null;
            };
            /** @description Whether somebody comes to a place. */
            requiresLocation: boolean;
            /** @description Whether it is an emergency service. While a resident has an open booking of it, another request for them has to set `forAnotherPerson`. */
            emergency: boolean;
            /** @description How many open bookings of it, for as soon as possible, one resident can have. Null for no limit. */
            maxOpen: number | null;
            /** @description The version of the policy file. */
            policyVersion: number;
        };
        /** @description One page of a list. */
        ServiceTypePage: {
            data: components["schemas"]["ServiceType"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A JSON Schema document, as its own dialect says. */
        JsonSchema: {
            /** @description The dialect. */
            $schema: string;
            /** @description The name and version of what it describes. */
            $id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A time that can be booked. */
        AvailabilitySlot: {
            start: components["schemas"]["Timestamp"];
            end: components["schemas"]["Timestamp"];
            hospitalId: components["schemas"]["Id"];
            /** @description Seats in all. */
            capacity: number;
            /** @description Seats still free. */
            remaining: number;
        };
        /** @description The bookable times, soonest first. */
        Availability: {
            data: components["schemas"]["AvailabilitySlot"][];
        };
        /** @description One page of a list. */
        BookingPage: {
            data: components["schemas"]["Booking"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A service to book. */
        BookingCreate: {
            serviceType: components["schemas"]["ServiceTypeId"];
            /** @description For whom; a resident may leave it out and books for themselves. */
            residentId?: components["schemas"]["Id"];
            /** @description The nearest linked hospital that offers the service, when left out. */
            hospitalId?: components["schemas"]["Id"];
            /** @description When, for a slot service; left out, as soon as possible. */
            scheduledFor?: components["schemas"]["TimestampInput"];
            /** @description The resident's own place when left out, then the community's. */
            location?: components["schemas"]["Location"];
            /** @description What whoever comes should know. */
            notes?: string;
            /** @description Confirms, for an emergency service of which the resident already has an open booking, that this request is for another person. Without it such a request is answered with 409 `open_emergency`. */
            forAnotherPerson?: boolean;
        };
        /** @description A move of the booking. */
        TransitionRequest: {
            /** @description The state to move to. `assigned` on an assigned booking with another `assigneeId` reassigns; `requested` unassigns. */
            to: components["schemas"]["BookingState"];
            /** @description Whom to assign. */
            assigneeId?: components["schemas"]["Id"];
            /** @description Why. Staff must say it to cancel, to unassign, and to act in the assignee's place. */
            reason?: string;
            /** @description A corrected place. */
            location?: components["schemas"]["Location"];
        };
        /** @description One page of a list. */
        TimelineEntryPage: {
            data: components["schemas"]["TimelineEntry"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description Work offered to somebody, until it expires. */
        Offer: {
            id: components["schemas"]["Id"];
            bookingId: components["schemas"]["Id"];
            serviceType: components["schemas"]["ServiceTypeId"];
            /** @description To whom it is offered. */
            assignee: components["schemas"]["Assignee"];
            state: components["schemas"]["OfferState"];
            /** @description Counts the times dispatch went out for the booking. */
            round: number;
            sentAt: components["schemas"]["Timestamp"];
            expiresAt: components["schemas"]["Timestamp"];
            respondedAt: components["schemas"]["Timestamp"] | null;
            /** @description Where help is needed. Null for a resident volunteer until they have accepted. */
            location: components["schemas"]["Location"] | null;
            /** @description From the last position of staff, or from the home of a volunteer, for whom it is rounded up to 100 m. */
            distanceMetres: number | null;
        };
        /** @description One page of a list. */
        OfferPage: {
            data: components["schemas"]["Offer"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description The answer to an offer. */
        OfferAnswer: {
            /** @enum {string} */
            answer: "accept" | "decline";
            /** @description Why. Staff must say it to cancel, to unassign, and to act in the assignee's place. */
            reason?: string;
        };
        /** @description The offer after the answer, and the booking if it was accepted. */
        OfferOutcome: {
            offer: components["schemas"]["Offer"];
            booking: components["schemas"]["Booking"] | null;
        };
        /** @description When wrong sign-ins of one account stop being looked at, and for how long. */
        LockoutPolicy: {
            /** @description Wrong attempts within the window that lock. */
            attempts: number;
            /** @description How long a wrong attempt counts. */
            windowSeconds: number;
            /** @description How long the first lock lasts. */
            lockSeconds: number;
            /** @description Each further lock lasts this many times longer. */
            growth: number;
            /** @description No lock lasts longer; at least `lockSeconds`. */
            maxLockSeconds: number;
        };
        /** @description Lockout by role, for those who sign in with a password. */
        LockoutByRole: {
            super_admin: components["schemas"]["LockoutPolicy"];
            hospital_admin: components["schemas"]["LockoutPolicy"];
            nurse: components["schemas"]["LockoutPolicy"];
            paramedic: components["schemas"]["LockoutPolicy"];
            community_manager: components["schemas"]["LockoutPolicy"];
        };
        /** @description What a super admin decides at run time. */
        Settings: {
            lockout: components["schemas"]["LockoutByRole"];
            /** @description Who cannot work without a second factor. In production always super admins and hospital admins. */
            secondFactor: {
                /** @description Roles of staff. */
                requiredRoles: components["schemas"]["StaffRole"][];
            };
            /** @description The audit trail. */
            audit: {
                /** @description Days that an entry is kept. */
                retentionDays: number;
            };
            /** @description Erasing personal data. */
            privacy: {
                /** @description Days in which a resident can take back the wish to be erased. */
                erasureDelayDays: number;
            };
            /** @description Invitations of staff. */
            invitations: {
                /** @description Hours until the link of an invitation stops working. */
                validHours: number;
            };
            version: components["schemas"]["Version"];
            /** @description Null while nobody has changed anything. */
            updatedAt: components["schemas"]["Timestamp"] | null;
        };
        /** @description Lockout by role, for those who sign in with a password; a role that is left out goes back to its default. */
        LockoutByRolePut: {
            super_admin?: components["schemas"]["LockoutPolicy"];
            hospital_admin?: components["schemas"]["LockoutPolicy"];
            nurse?: components["schemas"]["LockoutPolicy"];
            paramedic?: components["schemas"]["LockoutPolicy"];
            community_manager?: components["schemas"]["LockoutPolicy"];
        };
        /** @description The settings from now on. A part that is left out goes back to its default. */
        SettingsPut: {
            lockout?: components["schemas"]["LockoutByRolePut"];
            /** @description Who cannot work without a second factor. In production always super admins and hospital admins. */
            secondFactor?: {
                /** @description Roles of staff. */
                requiredRoles: components["schemas"]["StaffRole"][];
            };
            /** @description The audit trail. */
            audit?: {
                /** @description Days that an entry is kept. */
                retentionDays: number;
            };
            /** @description Erasing personal data. */
            privacy?: {
                /** @description Days in which a resident can take back the wish to be erased. */
                erasureDelayDays: number;
            };
            /** @description Invitations of staff. */
            invitations?: {
                /** @description Hours until the link of an invitation stops working. */
                validHours: number;
            };
        };
        /** @description The id of a dead letter. */
        DeadLetterId: string;
        /** @description An event or a job that kept failing and was laid aside. */
        DeadLetter: {
            id: components["schemas"]["DeadLetterId"];
            /** @enum {string} */
            kind: "event" | "job";
            /** @description The consumer or the job. */
            name: string;
            /** @description What the last attempt failed with; ids only, no data of a person. */
            reason: string;
            /** @description How often it was tried. */
            attempts: number;
            failedAt: components["schemas"]["Timestamp"];
            correlationId: string | null;
        };
        /** @description One page of a list. */
        DeadLetterPage: {
            data: components["schemas"]["DeadLetter"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description One entry of the audit log. Ids and fixed words only, beside the address it came from. */
        AuditEvent: {
            id: components["schemas"]["Id"];
            /** @description Where it stands in the chain. */
            position: number;
            occurredAt: components["schemas"]["Timestamp"];
            /** @description Who acted; a name is never kept. */
            actor: {
                /** @enum {string} */
                kind: "staff" | "resident" | "api_key" | "publishable_key" | "anonymous" | "system";
                id: components["schemas"]["Id"] | null;
                role: components["schemas"]["Role"] | null;
            };
            /** @description Whose record it is, else the actor's hospital. */
            hospitalId: components["schemas"]["Id"] | null;
            communityId: components["schemas"]["Id"] | null;
            /** @description The operation, job or subscriber, or `socket` and the request; for other system work its reason. */
            action: string;
            recordType: string | null;
            recordIds: string[];
            /** @description Why more than the caller's own reach was used, or what else is to be known, such as that a wrong attempt locked the account; fixed phrases. */
            purpose: string | null;
            outcome: components["schemas"]["AuditOutcome"];
            /** @description The problem's code unless it succeeded. */
            problem: string | null;
            /** @description Where it came from; null for system work, and once erased. */
            address: string | null;
            correlationId: string;
        };
        /** @description One page of a list. */
        AuditEventPage: {
            data: components["schemas"]["AuditEvent"][];
            /** @description Give it as `cursor` to get the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description Whether the audit log is as it was written. */
        AuditVerification: {
            intact: boolean;
            /** @description Seals found in order. */
            seals: number;
            /** @description Entries under those seals. */
            entries: number;
            /** @description The first thing found that is not as it was written. */
            fault: {
                /** @enum {string} */
                kind: "head_missing" | "head_altered" | "head_unexpected" | "seal_missing" | "seal_altered" | "entry_missing" | "entry_altered" | "entry_added" | "entry_moved" | "key_unknown";
                seal: string | null;
                position: string | null;
                entryId: components["schemas"]["Id"] | null;
                detail: string;
            } | null;
            /** @description The newest seal. Keep it elsewhere, as `number:hash`, and give it as `expectedHead` later. */
            head: {
                number: string;
                hash: string;
            } | null;
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
            /** @description Each thing it stands on. */
            checks: {
                [key: string]: {
                    /** @enum {string} */
                    status: "up" | "down";
                    latencyMs?: number;
                };
            };
        };
        /** @description A message that a sandbox adapter took instead of sending it. */
        SentMessage: {
            id?: string;
            /** @enum {string} */
            channel: "sms" | "whatsapp" | "email" | "push";
            to: string;
            subject?: string | null;
            body: string;
            sentAt: components["schemas"]["Timestamp"];
        };
        /** @description What was sent, newest first. */
        SentMessages: {
            data: components["schemas"]["SentMessage"][];
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
        /** @description Something failed on our side. Nothing was changed. */
        InternalError: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something we depend on is down, or this process is stopping: try again. */
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
        /** @description No credential, or one that is not good (any more). */
        Unauthenticated: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It clashes with how things stand now; `code` says how. */
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
        /** @description Well formed, but impossible; `code` and `detail` say why. */
        Unprocessable: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The credential is good, but may not do this. */
        Forbidden: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Absent, or not within the caller's reach: the two look the same. */
        NotFound: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description It has changed since the version in `If-Match`. */
        PreconditionFailed: {
            headers: {
                "X-Correlation-Id": components["headers"]["CorrelationId"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Done, for an API key that may write and not read (see `reply` of `x-access`): the record is not told. `Location` leads to what was made, `ETag` is its version. */
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
        /** @description An id of yours that follows the request through logs, events and jobs. */
        CorrelationId: string;
        /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
        IdempotencyKey: string;
        /** @description How many to give at most. */
        Limit: number;
        /** @description The `nextCursor` of the page before. */
        Cursor: string;
        /** @description The session. */
        SessionIdPath: components["schemas"]["Id"];
        /** @description The change. */
        AddressChangeIdPath: components["schemas"]["Id"];
        /** @description Only of this hospital. */
        HospitalIdQuery: components["schemas"]["Id"];
        /** @description Only active ones (`true`), or only deactivated ones (`false`). */
        ActiveQuery: boolean;
        /** @description Part of the name. */
        Search: components["schemas"]["SearchText"];
        /** @description Only what changed at this moment or later, oldest change first. Give the newest `updatedAt` you have received. A change is delivered at least once, also when it is committed after a later one; changes of the minute before the moment are delivered again, so compare `id` and `version`. Changes appear once every transaction begun before them has ended, usually within a second. */
        UpdatedSinceQuery: components["schemas"]["TimestampInput"];
        /** @description The community. */
        CommunityIdPath: components["schemas"]["Id"];
        /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
        IfMatch: string;
        /** @description Only of this community. */
        CommunityIdQuery: components["schemas"]["Id"];
        /** @description The hospital. */
        HospitalIdPath: components["schemas"]["Id"];
        /** @description The service type. */
        ServiceTypePath: components["schemas"]["ServiceTypeId"];
        /** @description Only of this role. */
        RoleQuery: components["schemas"]["StaffRole"];
        /** @description Only those on duty, or only those off. */
        OnDutyQuery: boolean;
        /** @description The member of staff. */
        StaffIdPath: components["schemas"]["Id"];
        /** @description The resident. */
        ResidentIdPath: components["schemas"]["Id"];
        /** @description The key. */
        ApiKeyIdPath: components["schemas"]["Id"];
        /** @description What the rows are. */
        KindPath: "hospitals" | "communities" | "staff" | "residents";
        /** @description Only in these states; repeat it for several. */
        StateQuery: components["schemas"]["BookingState"][];
        /** @description Only of this service type. */
        ServiceTypeQuery: components["schemas"]["ServiceTypeId"];
        /** @description Only of this resident. */
        ResidentIdQuery: components["schemas"]["Id"];
        /** @description Only work of this person. */
        AssigneeIdQuery: components["schemas"]["Id"];
        /** @description Only those created at this moment or later. For the booked time see `scheduledFrom`; for changes see `updatedSince`. */
        CreatedFromQuery: components["schemas"]["TimestampInput"];
        /** @description Only those created before this moment. */
        CreatedToQuery: components["schemas"]["TimestampInput"];
        /** @description Only those booked for this moment or later (`scheduledFor`); leaves out what is for as soon as possible. */
        ScheduledFromQuery: components["schemas"]["TimestampInput"];
        /** @description Only those booked for before this moment (`scheduledFor`); leaves out what is for as soon as possible. */
        ScheduledToQuery: components["schemas"]["TimestampInput"];
        /** @description `newest`: by creation, newest first. `dispatch`: open bookings only, in the order in which they need somebody: emergencies before other services, then by the running clock (`sla.assignBy` while requested, `sla.arriveBy` until service begins), so that what is most overdue comes first. Cannot be combined with `updatedSince`. */
        BookingSortQuery: "newest" | "dispatch";
        /** @description Only those whose id ends so. For short ids that people read to each other; more than one can match. */
        IdSuffixQuery: string;
        /** @description Only those that missed a clock, or only those that did not. */
        BreachedQuery: boolean;
        /** @description The booking. */
        BookingIdPath: components["schemas"]["Id"];
        /** @description Only offers in this state. */
        OfferStateQuery: components["schemas"]["OfferState"];
        /** @description The offer. */
        OfferIdPath: components["schemas"]["Id"];
        /** @description The dead letter. */
        DeadLetterIdPath: components["schemas"]["DeadLetterId"];
        /** @description From this moment on. */
        FromQuery: components["schemas"]["TimestampInput"];
        /** @description Before this moment. */
        ToQuery: components["schemas"]["TimestampInput"];
        /** @description Only what this person or key did. */
        ActorIdQuery: components["schemas"]["Id"];
        /** @description Only this action, such as `getBooking`. */
        ActionQuery: string;
        /** @description Only about this kind of record, such as `booking`. */
        RecordTypeQuery: string;
        /** @description Only about this record. */
        RecordIdQuery: string;
        /** @description Only with this outcome. */
        OutcomeQuery: components["schemas"]["AuditOutcome"];
        /** @description A head seen earlier, `number:hash`; it must still be in the chain. */
        ExpectedHeadQuery: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id under which this request is found in logs; the one sent, or a new one. */
        CorrelationId: string;
        /** @description Seconds to wait before trying again. */
        RetryAfter: number;
        /** @description `true` when this is the saved reply to an earlier request with the same `Idempotency-Key`. */
        IdempotencyReplayed: "true";
        /** @description The version of the resource, for `If-Match`. */
        ETag: string;
        /** @description The path of what was made. */
        Location: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getJwks: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description A code is on its way. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description The link works. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description If there is such an account, a mail is on its way. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
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
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Noted; it is carried out when it is due. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
    changeMyPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
    beginMyAddressChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Only of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only active ones (`true`), or only deactivated ones (`false`). */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Part of the name. */
                search?: components["parameters"]["Search"];
                /** @description Only what changed at this moment or later, oldest change first. Give the newest `updatedAt` you have received. A change is delivered at least once, also when it is committed after a later one; changes of the minute before the moment are delivered again, so compare `id` and `version`. Changes appear once every transaction begun before them has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Added. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Only of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description Only active ones (`true`), or only deactivated ones (`false`). */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Part of the name. */
                search?: components["parameters"]["Search"];
                /** @description Only what changed at this moment or later, oldest change first. Give the newest `updatedAt` you have received. A change is delivered at least once, also when it is committed after a later one; changes of the minute before the moment are delivered again, so compare `id` and `version`. Changes appear once every transaction begun before them has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Added. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description Only what changed at this moment or later, oldest change first. Give the newest `updatedAt` you have received. A change is delivered at least once, also when it is committed after a later one; changes of the minute before the moment are delivered again, so compare `id` and `version`. Changes appear once every transaction begun before them has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Only of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description Only of this role. */
                role?: components["parameters"]["RoleQuery"];
                /** @description Only active ones (`true`), or only deactivated ones (`false`). */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Only those on duty, or only those off. */
                onDuty?: components["parameters"]["OnDutyQuery"];
                /** @description Only what changed at this moment or later, oldest change first. Give the newest `updatedAt` you have received. A change is delivered at least once, also when it is committed after a later one; changes of the minute before the moment are delivered again, so compare `id` and `version`. Changes appear once every transaction begun before them has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Added. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description A mail is on its way. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description Only of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description Only active ones (`true`), or only deactivated ones (`false`). */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Only what changed at this moment or later, oldest change first. Give the newest `updatedAt` you have received. A change is delivered at least once, also when it is committed after a later one; changes of the minute before the moment are delivered again, so compare `id` and `version`. Changes appear once every transaction begun before them has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Added. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Noted; it is carried out when it is due. */
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
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Only of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only active ones (`true`), or only deactivated ones (`false`). */
                active?: components["parameters"]["ActiveQuery"];
                /** @description Only what changed at this moment or later, oldest change first. Give the newest `updatedAt` you have received. A change is delivered at least once, also when it is committed after a later one; changes of the minute before the moment are delivered again, so compare `id` and `version`. Changes appear once every transaction begun before them has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Made. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path: {
                /** @description What the rows are. */
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
            /** @description What became of each row. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
    listServiceTypes: {
        parameters: {
            query?: {
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The service to book. */
                serviceType: components["schemas"]["ServiceTypeId"];
                /** @description Only of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description From this moment on. */
                from: components["schemas"]["TimestampInput"];
                /** @description Before this moment. */
                to: components["schemas"]["TimestampInput"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Only in these states; repeat it for several. */
                state?: components["parameters"]["StateQuery"];
                /** @description Only of this service type. */
                serviceType?: components["parameters"]["ServiceTypeQuery"];
                /** @description Only of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description Only of this resident. */
                residentId?: components["parameters"]["ResidentIdQuery"];
                /** @description Only work of this person. */
                assigneeId?: components["parameters"]["AssigneeIdQuery"];
                /** @description Only those created at this moment or later. For the booked time see `scheduledFrom`; for changes see `updatedSince`. */
                from?: components["parameters"]["CreatedFromQuery"];
                /** @description Only those created before this moment. */
                to?: components["parameters"]["CreatedToQuery"];
                /** @description Only those booked for this moment or later (`scheduledFor`); leaves out what is for as soon as possible. */
                scheduledFrom?: components["parameters"]["ScheduledFromQuery"];
                /** @description Only those booked for before this moment (`scheduledFor`); leaves out what is for as soon as possible. */
                scheduledTo?: components["parameters"]["ScheduledToQuery"];
                /** @description Only what changed at this moment or later, oldest change first. Give the newest `updatedAt` you have received. A change is delivered at least once, also when it is committed after a later one; changes of the minute before the moment are delivered again, so compare `id` and `version`. Changes appear once every transaction begun before them has ended, usually within a second. */
                updatedSince?: components["parameters"]["UpdatedSinceQuery"];
                /** @description `newest`: by creation, newest first. `dispatch`: open bookings only, in the order in which they need somebody: emergencies before other services, then by the running clock (`sla.assignBy` while requested, `sla.arriveBy` until service begins), so that what is most overdue comes first. Cannot be combined with `updatedSince`. */
                sort?: components["parameters"]["BookingSortQuery"];
                /** @description Only those whose id ends so. For short ids that people read to each other; more than one can match. */
                idSuffix?: components["parameters"]["IdSuffixQuery"];
                /** @description Only those that missed a clock, or only those that did not. */
                breached?: components["parameters"]["BreachedQuery"];
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
    listBookingTimeline: {
        parameters: {
            query?: {
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description Done; there is nothing to say. */
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
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
    getSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description The `ETag` that was read, or a list of several. The change is refused with 412 when the resource has moved on. Weak tags and tags to which a proxy added a content coding (`"3-gzip"`) are taken as what they were. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description Makes a repeat safe: the same key and body get the saved reply, and nothing happens twice. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
            /** @description It is queued again. */
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
                /** @description From this moment on. */
                from?: components["parameters"]["FromQuery"];
                /** @description Before this moment. */
                to?: components["parameters"]["ToQuery"];
                /** @description Only what this person or key did. */
                actorId?: components["parameters"]["ActorIdQuery"];
                /** @description Only this action, such as `getBooking`. */
                action?: components["parameters"]["ActionQuery"];
                /** @description Only about this kind of record, such as `booking`. */
                recordType?: components["parameters"]["RecordTypeQuery"];
                /** @description Only about this record. */
                recordId?: components["parameters"]["RecordIdQuery"];
                /** @description Only of this hospital. */
                hospitalId?: components["parameters"]["HospitalIdQuery"];
                /** @description Only of this community. */
                communityId?: components["parameters"]["CommunityIdQuery"];
                /** @description Only with this outcome. */
                outcome?: components["parameters"]["OutcomeQuery"];
                /** @description How many to give at most. */
                limit?: components["parameters"]["Limit"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description A head seen earlier, `number:hash`; it must still be in the chain. */
                expectedHead?: components["parameters"]["ExpectedHeadQuery"];
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
                "X-Correlation-Id"?: components["parameters"]["CorrelationId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; `intact` is the answer. */
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
    getLiveness: {
        parameters: {
            query?: never;
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
    listSentMessages: {
        parameters: {
            query?: {
                /** @description Only to this address or number. */
                to?: string;
            };
            header?: {
                /** @description An id of yours that follows the request through logs, events and jobs. */
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
}
