/// Sign-in and accounts; filled in from step 3 on.
